import { claimKey, releaseKey, saveAnswer } from '../../db/queries/idempotency.ts'
import type { Ctx } from '../domain/ctx.ts'
import type { Translate } from '../messages/index.ts'
import { Problem } from './problem.ts'

export const KEY_HEADER = 'idempotency-key'
const KEY_PATTERN = /^[\x21-\x7e]{1,255}$/
/** No call takes as long as this: one without an answer by then was cut off. */
const LONGEST_MS = 60_000

/**
 * Runs `work` once per key: a repeated request gets the first one's answer. Another request under the same key is refused,
 * and so is one that comes while the first is still being worked on. What failed or was cut off can be tried again.
 */
export async function once(
	ctx: Ctx,
	key: string | null,
	request: string,
	t: Translate,
	work: () => Promise<Response>,
): Promise<Response> {
	if (key === null) return work()
	if (!KEY_PATTERN.test(key))
		throw new Problem(422, 'invalid', t('api.keyMalformed'), [{ at: 'Idempotency-Key', detail: t('api.keyMalformed') }])
	const claim = { userId: ctx.userId, key, requestHash: ctx.crypto.sha256(request), createdAt: ctx.now }
	const { row, isNew } = await claimKey(ctx.db, claim, ctx.now - LONGEST_MS)
	if (isNew) return firstTime(ctx, claim, work)
	if (row.requestHash !== claim.requestHash) throw new Problem(422, 'replayed', t('api.keyReused'))
	if (row.status === null || row.body === null) throw new Problem(409, 'conflict', t('api.keyBusy'))
	return new Response(row.body, {
		status: row.status,
		headers: { 'content-type': 'application/json', 'idempotent-replayed': 'true' },
	})
}

async function firstTime(
	ctx: Ctx,
	claim: { userId: string; key: string; createdAt: number },
	work: () => Promise<Response>,
): Promise<Response> {
	const response = await work().catch(async (error) => {
		await releaseKey(ctx.db, claim)
		throw error
	})
	// What took effect is said, even when it cannot be kept for those who ask again.
	await saveAnswer(ctx.db, claim, { status: response.status, body: await response.clone().text() }).catch((error) =>
		console.error('The answer to a call with a key could not be kept.', error),
	)
	return response
}
