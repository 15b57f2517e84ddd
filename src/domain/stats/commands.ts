import type { z } from 'zod'
import { deleteStatLink, findStatLink, insertStatLink } from '../../../db/queries/stat-links.ts'
import type { Profile, StatLink } from '../../../db/schema/index.ts'
import type { AnonymousCtx, Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { base32 } from '../ids.ts'
import { fromLocalDate, nextLocalMidnight } from '../time.ts'
import type { NewStatLink } from './schemas.ts'

/** More than anyone has brands to show numbers to. */
export const MAX_STAT_LINKS = 20
/** 200 random bits. */
const SECRET_BYTES = 25
const SECRET_PATTERN = /^[a-z2-7]{40}$/

/** Makes a link that shows statistics to whoever has it. Its secret is returned here and can never be read again. */
export async function createStatLink(ctx: Ctx, input: z.output<typeof NewStatLink>): Promise<{ secret: string }> {
	const secret = base32(ctx.crypto.randomBytes(SECRET_BYTES))
	const link = { ...input, secretHash: ctx.crypto.sha256(secret), createdAt: ctx.now }
	if ((await insertStatLink(ctx.db, ctx.userId, link, MAX_STAT_LINKS)) === null)
		throw new DomainError('invalid', 'data.link.tooMany', 'name', { limit: MAX_STAT_LINKS })
	return { secret }
}

/** The link opens nothing from now on. */
export async function revokeStatLink(ctx: Ctx, id: number): Promise<void> {
	if (!(await deleteStatLink(ctx.db, ctx.userId, id))) throw new DomainError('missing', 'data.link.missing')
}

/** What a link shows: whose page, and as of which moment. */
export interface SharedStats {
	link: StatLink
	profile: Profile
	/** Reads the page's reports as its owner does; `now` stands still where the range does. */
	ctx: Pick<Ctx, 'db' | 'userId' | 'now'>
}

/** What a secret opens, or null. */
export async function openStats({ db, crypto, now }: AnonymousCtx, secret: string): Promise<SharedStats | null> {
	if (!SECRET_PATTERN.test(secret)) return null
	const found = await findStatLink(db, crypto.sha256(secret))
	if (!found) return null
	const { link, profile } = found
	return { link, profile, ctx: { db, userId: profile.ownerId, now: momentOf(link, profile.timeZone, now) } }
}

/** The end of the last day of a range that stands still, unless that day is still to come. */
function momentOf({ endsOn }: StatLink, zone: string, now: number): number {
	return endsOn === null ? now : Math.min(now, nextLocalMidnight(fromLocalDate(endsOn, zone), zone) - 1)
}
