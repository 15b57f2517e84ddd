import { z } from 'zod'
import { STATUSES } from '../../../db/schema/conversions.ts'
import { CURRENCIES } from '../currencies.ts'
import { PUBLIC_ID_PATTERN } from '../ids.ts'

const publicId = z.string().regex(PUBLIC_ID_PATTERN, 'earnings.entry.missing')

/** A commission as a creator types it; a field that is left empty is not there. The amount is read when its currency is known. */
const typed = {
	date: z.iso.date('earnings.date.invalid'),
	merchant: z.string().trim().max(80, 'earnings.merchant.tooLong').optional(),
	/** Public id of a link or coupon. */
	target: publicId.optional(),
	amount: z.string('money.empty').trim().max(60, 'money.notANumber'),
	currency: z.string('earnings.currency.unknown').refine((code) => CURRENCIES.has(code), 'earnings.currency.unknown'),
	status: z.enum(STATUSES, 'earnings.status.unknown'),
	note: z.string().trim().max(500, 'earnings.note.tooLong').optional(),
}

/** `externalId` is made with the form, so that a form that is sent twice is one entry. */
export const NewEntry = z.object({ externalId: publicId, ...typed })

export const ChangedEntry = z.object({ publicId, ...typed })

export const EntryId = z.object({ publicId })

export type Typed = Omit<z.infer<typeof NewEntry>, 'externalId'>
