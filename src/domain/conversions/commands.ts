import type { z } from 'zod'
import {
	findOwnTarget,
	type NewConversion,
	type SourceKey,
	setConversionDeleted,
	updateConversion,
	upsertConversion,
} from '../../../db/queries/conversions.ts'
import { findOwnProfile } from '../../../db/queries/profiles.ts'
import type { Conversion } from '../../../db/schema/conversions.ts'
import type { Profile } from '../../../db/schema/profiles.ts'
import type { Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { publicId } from '../ids.ts'
import type { ChangedEntry, EntryId, NewEntry, Typed } from './schemas.ts'
import { MOST_AMOUNT, readTyped, unlikelyDay } from './typed.ts'

/** One sale as a source states it; what a source leaves out (null or empty) keeps what it was. */
export type Reported = Omit<NewConversion, 'publicId'> & { profileId: number; source: SourceKey }

/** Some years of a very busy page; a network is one source, and a shop another. */
export const LIMITS = { sources: 200, conversions: 200_000 }

const BY_HAND: SourceKey = { door: 'hand', network: '', name: '' }

/**
 * Stores what a source says about one sale. The same source, external id and event are the same sale: said again it
 * changes nothing, said otherwise the older statement is kept as a revision. What the creator deleted stays deleted.
 * `invalid` when it is a new one and the page has as many as it may.
 */
export async function recordConversion(
	ctx: Ctx,
	{ profileId, source, ...reported }: Reported,
	limits = LIMITS,
): Promise<Conversion> {
	if (Math.abs(reported.amount) > MOST_AMOUNT) throw new DomainError('invalid', 'money.tooLarge', 'amount')
	const day = unlikelyDay(reported.occurredAt, ctx.now)
	if (day) throw new DomainError('invalid', day, 'occurredAt')
	const row = { ...reported, publicId: publicId(ctx.crypto.randomBytes(7)) }
	const stored = await upsertConversion(ctx.db, ctx.userId, profileId, source, row, limits, ctx.now)
	if (stored === 'full') throw new DomainError('invalid', 'earnings.full', null, { ...limits })
	return found(stored)
}

/** A commission that the creator types in. The same form sent twice is one entry. */
export async function enterConversion(ctx: Ctx, { externalId, ...typed }: z.infer<typeof NewEntry>, locale: string) {
	const profile = await ownProfile(ctx)
	const stated = readTyped(typed, profile.timeZone, locale, ctx.now)
	const credited = await creditOf(ctx, profile, typed)
	const identity = { source: BY_HAND, externalId, event: 'sale', hitId: null, saleAmount: null }
	return recordConversion(ctx, { profileId: profile.id, ...identity, ...stated, ...credited })
}

/** A changed status, amount or currency leaves the former one as a revision. */
export async function editConversion(ctx: Ctx, { publicId, ...typed }: z.infer<typeof ChangedEntry>, locale: string) {
	const profile = await ownProfile(ctx)
	const stated = readTyped(typed, profile.timeZone, locale, ctx.now)
	const credited = await creditOf(ctx, profile, typed)
	return found(await updateConversion(ctx.db, ctx.userId, publicId, { ...stated, ...credited }, ctx.now))
}

/** Leaves every sum; `restoreConversion` brings it back. */
export async function deleteConversion(ctx: Ctx, { publicId }: z.infer<typeof EntryId>): Promise<void> {
	found(await setConversionDeleted(ctx.db, ctx.userId, publicId, ctx.now))
}

export async function restoreConversion(ctx: Ctx, { publicId }: z.infer<typeof EntryId>): Promise<void> {
	found(await setConversionDeleted(ctx.db, ctx.userId, publicId, null))
}

async function ownProfile({ db, userId }: Ctx): Promise<Profile> {
	return found(await findOwnProfile(db, userId))
}

/** The link or coupon that earned it, and who pays: the link's shop unless something else was typed. */
async function creditOf({ db, userId }: Ctx, profile: Profile, { target, merchant }: Typed) {
	const block = target ? await findOwnTarget(db, userId, profile.id, target) : null
	if (target && !block) throw new DomainError('invalid', 'earnings.target.missing', 'target')
	const payer = merchant || block?.merchant
	if (!payer) throw new DomainError('invalid', 'earnings.merchant.missing', 'merchant')
	return { blockId: block?.id ?? null, merchant: payer }
}

function found<T>(row: T | null | undefined): T {
	if (!row) throw new DomainError('missing', 'earnings.entry.missing')
	return row
}
