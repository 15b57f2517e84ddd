import { z } from 'zod'
import { bounded, typedMost } from '../text.ts'
import { isLocalDate } from '../time.ts'

export const STAT_RANGES = ['7d', '28d', '90d', '12m', 'all'] as const
export const MAX_STAT_LINK_NAME = 60

// Astro gives null for what a form left empty or out.

const isTicked = bounded(10)
	.nullish()
	.transform((value) => typeof value === 'string')

const dayOrNone = bounded(20, { tooLong: 'data.noDate' })
	.trim()
	.nullish()
	.transform((date) => date || null)
	.refine((date) => date === null || isLocalDate(date), 'data.noDate')

export const NewStatLink = z.object({
	name: bounded(typedMost(MAX_STAT_LINK_NAME), { missing: 'data.link.name.empty', tooLong: 'data.link.name.tooLong' })
		.trim()
		.min(1, 'data.link.name.empty')
		.max(MAX_STAT_LINK_NAME, 'data.link.name.tooLong'),
	range: z.enum(STAT_RANGES).catch('28d'),
	/** The last day, or empty for a range that moves with the days. */
	endsOn: dayOrNone,
	hasEarnings: isTicked,
})

export const StatLinkId = z.object({ id: z.coerce.number().int() })
