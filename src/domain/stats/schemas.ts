import { z } from 'zod'
import { isLocalDate } from '../time.ts'

export const STAT_RANGES = ['7d', '28d', '90d', '12m', 'all'] as const
export const MAX_STAT_LINK_NAME = 60

const isTicked = z
	.string()
	.optional()
	.transform((value) => value !== undefined)

export const NewStatLink = z.object({
	name: z.string().trim().min(1, 'data.link.name.empty').max(MAX_STAT_LINK_NAME, 'data.link.name.tooLong'),
	range: z.enum(STAT_RANGES).catch('28d'),
	/** The last day, or empty for a range that moves with the days. */
	endsOn: z
		.string()
		.trim()
		.refine((date) => date === '' || isLocalDate(date), 'data.noDate')
		.transform((date) => date || null)
		.optional()
		.transform((date) => date ?? null),
	hasEarnings: isTicked,
})

export const StatLinkId = z.object({ id: z.coerce.number().int() })
