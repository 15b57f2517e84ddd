import { z } from 'zod'
import { STATUSES } from '../../../db/schema/conversions.ts'
import { CURRENCIES } from '../currencies.ts'
import { PUBLIC_ID_LENGTH, PUBLIC_ID_PATTERN } from '../ids.ts'
import { bounded, typedMost } from '../text.ts'

const publicId = bounded(PUBLIC_ID_LENGTH, { tooLong: 'earnings.entry.missing' }).regex(
	PUBLIC_ID_PATTERN,
	'earnings.entry.missing',
)

/** A commission as a creator types it; a field that is left empty is not there. The amount is read when its currency is known. */
const typed = {
	date: bounded(20, { missing: 'earnings.date.invalid', tooLong: 'earnings.date.invalid' }).pipe(
		z.iso.date('earnings.date.invalid'),
	),
	merchant: bounded(typedMost(80), { tooLong: 'earnings.merchant.tooLong' })
		.trim()
		.max(80, 'earnings.merchant.tooLong')
		.optional(),
	/** Public id of a link or coupon. */
	target: publicId.optional(),
	amount: bounded(typedMost(60), { missing: 'money.empty', tooLong: 'money.notANumber' })
		.trim()
		.max(60, 'money.notANumber'),
	currency: bounded(3, { missing: 'earnings.currency.unknown', tooLong: 'earnings.currency.unknown' }).refine(
		(code) => CURRENCIES.has(code),
		'earnings.currency.unknown',
	),
	status: z.enum(STATUSES, 'earnings.status.unknown'),
	note: bounded(typedMost(500), { tooLong: 'earnings.note.tooLong' })
		.trim()
		.max(500, 'earnings.note.tooLong')
		.optional(),
}

/** `externalId` is made with the form, so that a form that is sent twice is one entry. */
export const NewEntry = z.object({ externalId: publicId, ...typed })

export const ChangedEntry = z.object({ publicId, ...typed })

export const EntryId = z.object({ publicId })

export type Typed = Omit<z.infer<typeof NewEntry>, 'externalId'>
