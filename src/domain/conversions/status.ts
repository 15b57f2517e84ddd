import type { Status } from '../../../db/schema/conversions.ts'

export { STATUSES, type Status } from '../../../db/schema/conversions.ts'

/** The way of a commission, as it is stacked and listed: what is certain first. */
export const BY_CERTAINTY = ['paid', 'approved', 'pending', 'declined'] as const satisfies Status[]

/** Owed or received. A pending commission is a network's announcement and may still be declined. */
export const isEarned = (status: Status): boolean => status === 'approved' || status === 'paid'
