import { listProfiles } from '../../../db/queries/accounts.ts'
import { foreseeClaim, listHandleKeys, moveHandle } from '../../../db/queries/handles.ts'
import type { AnonymousCtx, Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { type HandleProblem, readHandle } from '../profiles/handle.ts'
import { DAY } from '../time.ts'

/** How long a renamed creator's old handle stays out of others' reach: bio links and old videos live on. */
export const HELD_DAYS = 90

/** Somebody who changes names every day does not keep a hundred good ones from others. */
export const MOST_HELD = 5

const HELD = { limit: MOST_HELD, days: HELD_DAYS }

export interface Availability {
	state: 'free' | 'taken' | 'invalid'
	message: HandleProblem | 'handle.free' | 'handle.taken' | 'handle.tooManyHeld'
	/** What the message's sentence mentions. */
	values: Record<string, number>
}

/**
 * Whether a handle could be claimed now, by nobody in particular or by the creator who asks: their own, old ones too, is
 * theirs to take. It decides nothing: claiming asks again.
 */
export async function handleAvailability(
	{ db, now }: AnonymousCtx,
	typed: string,
	userId: string | null = null,
): Promise<Availability> {
	const read = readHandle(typed)
	if (!read.ok) return { state: 'invalid', message: read.problem, values: {} }
	const foreseen = await foreseeClaim(db, userId, { key: read.key, now, mostHeld: MOST_HELD })
	if (foreseen === 'tooMany') return { state: 'invalid', message: 'handle.tooManyHeld', values: HELD }
	const state = foreseen === 'moved' ? 'free' : 'taken'
	return { state, message: `handle.${state}`, values: {} }
}

/**
 * Gives the creator's profile another handle. The old one keeps answering and is theirs to take back, as are the last five.
 * Returns every key under which the profile is known, since all of its pages name the new handle.
 */
export async function renameHandle(ctx: Ctx, { handle, key }: { handle: string; key: string }): Promise<string[]> {
	const [profile] = await listProfiles(ctx.db, ctx.userId)
	if (!profile) throw new DomainError('missing', 'error.notFoundTitle')
	const outcome = await moveHandle(ctx.db, {
		profileId: profile.id,
		ownerId: ctx.userId,
		handle,
		key,
		now: ctx.now,
		heldUntil: ctx.now + HELD_DAYS * DAY,
		mostHeld: MOST_HELD,
	})
	if (outcome === 'taken') throw new DomainError('invalid', 'handle.taken', 'handle')
	if (outcome === 'tooMany') throw new DomainError('invalid', 'handle.tooManyHeld', 'handle', HELD)
	return listHandleKeys(ctx.db, profile.id, ctx.userId)
}
