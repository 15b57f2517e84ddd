import { z } from 'zod'
import { type ConversionRow, findOwnConversionWithSource, pageOwnConversions } from '../../db/queries/api-pages.ts'
import { findOwnTarget } from '../../db/queries/conversions.ts'
import { STATUSES } from '../../db/schema/conversions.ts'
import { deleteConversion, recordConversion } from '../domain/conversions/commands.ts'
import { CURRENCIES } from '../domain/currencies.ts'
import { decimalText, readDecimal } from '../domain/decimal.ts'
import { DomainError } from '../domain/errors.ts'
import { PUBLIC_ID_LENGTH } from '../domain/ids.ts'
import { bounded, typedMost } from '../domain/text.ts'
import { cutPage, Paged, pageOf, readCursor } from './paging.ts'
import { ownProfile } from './profiles.ts'
import { type Caller, route } from './route.ts'

/** A billion of the major unit with four decimals has 15 characters and a sign. */
const MOST_AMOUNT_TEXT = 40
const amount = bounded(MOST_AMOUNT_TEXT, { tooLong: 'money.notANumber' })
	.refine((text) => readDecimal(text) !== null, 'money.notANumber')
	.describe('Decimal text with a point and at most four decimals, such as "12.50"; negative for a correction.')

const Conversion = z.object({
	source: bounded(typedMost(80)).trim().max(80).default('').describe('Your name for the account that reports it.'),
	externalId: bounded(typedMost(200))
		.trim()
		.min(1)
		.max(200)
		.describe('The source’s own id of the sale. The same id again is a revision of it.'),
	event: bounded(typedMost(40)).trim().min(1).max(40).default('sale'),
	merchant: bounded(typedMost(80)).trim().max(80).default(''),
	link: bounded(PUBLIC_ID_LENGTH).nullable().default(null).describe('Id of the link or coupon it is credited to.'),
	status: z.enum(STATUSES),
	amount,
	saleAmount: amount.nullable().default(null),
	currency: bounded(3, { tooLong: 'earnings.currency.unknown' })
		.refine((code) => CURRENCIES.has(code), 'earnings.currency.unknown')
		.describe('ISO 4217.'),
	occurredAt: bounded(40).pipe(z.iso.datetime({ offset: true })),
	note: bounded(typedMost(500), { tooLong: 'earnings.note.tooLong' })
		.trim()
		.max(500, 'earnings.note.tooLong')
		.default(''),
})

const ConversionAnswer = Conversion.extend({
	id: z.string(),
	door: z.string().describe('How it came in: by hand, report, postback, webhook or api.'),
	deletedAt: z.iso
		.datetime()
		.nullable()
		.describe('When you took it out of every sum, or null. A later report does not bring it back.'),
})

function show({ conversion: c, block, source }: ConversionRow): z.input<typeof ConversionAnswer> {
	const { externalId, event, merchant, status, currency, note } = c
	return {
		id: c.publicId,
		door: source.door,
		source: source.name,
		externalId,
		event,
		merchant,
		link: block,
		status,
		amount: decimalText(c.amount),
		saleAmount: c.saleAmount === null ? null : decimalText(c.saleAmount),
		currency,
		occurredAt: new Date(c.occurredAt).toISOString(),
		note,
		deletedAt: c.deletedAt === null ? null : new Date(c.deletedAt).toISOString(),
	}
}

async function readOwn({ ctx }: Caller, id: string, isKnown: (row: ConversionRow) => boolean): Promise<ConversionRow> {
	const row = await findOwnConversionWithSource(ctx.db, ctx.userId, id)
	if (!row || !isKnown(row)) throw new DomainError('missing', 'earnings.entry.missing')
	return row
}

async function creditOf({ ctx }: Caller, profileId: number, link: string | null): Promise<number | null> {
	if (link === null) return null
	const target = await findOwnTarget(ctx.db, ctx.userId, profileId, link)
	if (!target) throw new DomainError('invalid', 'earnings.target.missing', 'link')
	return target.id
}

/** Checked by the schema before. */
const read = (text: string): number => readDecimal(text) ?? 0

export const conversionRoutes = [
	route({
		method: 'GET',
		path: '/conversions',
		id: 'listConversions',
		summary: 'Your conversions, the latest first',
		query: z.object(Paged),
		status: 200,
		answer: pageOf(ConversionAnswer),
		async run({ ctx }, { query: { cursor, limit } }) {
			const rows = await pageOwnConversions(ctx.db, ctx.userId, readCursor(cursor), limit + 1)
			return cutPage(rows, limit, ({ conversion }) => [conversion.occurredAt, conversion.id], show)
		},
	}),
	route({
		method: 'POST',
		path: '/conversions',
		id: 'recordConversion',
		summary: 'Record a sale, or revise it: source, externalId and event say which',
		body: Conversion,
		status: 201,
		answer: ConversionAnswer,
		madeNothing: ({ deletedAt }) => deletedAt !== null,
		async run(caller, { body: { source, link, ...stated } }) {
			const profile = await ownProfile(caller)
			const { publicId } = await recordConversion(caller.ctx, {
				...stated,
				profileId: profile.id,
				source: { door: 'api', network: '', name: source },
				blockId: await creditOf(caller, profile.id, link),
				hitId: null,
				amount: read(stated.amount),
				saleAmount: stated.saleAmount === null ? null : read(stated.saleAmount),
				occurredAt: Date.parse(stated.occurredAt),
			})
			return show(await readOwn(caller, publicId, () => true))
		},
	}),
	route({
		method: 'GET',
		path: '/conversions/{id}',
		id: 'readConversion',
		summary: 'One conversion',
		status: 200,
		answer: ConversionAnswer,
		run: async (caller, { id }) => show(await readOwn(caller, id, ({ conversion }) => conversion.deletedAt === null)),
	}),
	route({
		method: 'DELETE',
		path: '/conversions/{id}',
		id: 'deleteConversion',
		summary: 'Take a conversion out of every sum',
		status: 204,
		run: (caller, { id }) => deleteConversion(caller.ctx, { publicId: id }),
	}),
]
