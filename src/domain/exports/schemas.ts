import { z } from 'zod'

/** Months for which raw hits can be kept; 0 is for ever. */
export const KEEP_MONTHS = [6, 13, 25, 60, 0] as const

export const KeepMonths = z.object({
	months: z.coerce
		.number('data.keep.unknown')
		.refine((months) => (KEEP_MONTHS as readonly number[]).includes(months), 'data.keep.unknown'),
})

export const DeleteEverything = z.object({
	currentPassword: z.string('auth.password.empty').min(1, 'auth.password.empty').max(200, 'auth.password.tooLong'),
	/** Ticked by hand, so that a slip of the thumb deletes nothing. */
	isSure: z.string('data.delete.unsure'),
})
