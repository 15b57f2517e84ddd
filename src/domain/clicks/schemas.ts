import { z } from 'zod'
import { bounded } from '../text.ts'

/** Months for which raw hits can be kept; 0 is for ever. */
export const KEEP_MONTHS = [6, 13, 25, 60, 0] as const

/** Read as text: a form that says nothing must not say 0. */
export const KeepMonths = z.object({
	months: bounded(2, { missing: 'data.keep.unknown', tooLong: 'data.keep.unknown' })
		.refine((months) => KEEP_MONTHS.map(String).includes(months), 'data.keep.unknown')
		.transform(Number),
})
