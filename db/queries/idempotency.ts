import { and, eq, lt, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { idempotentAnswers } from '../schema/index.ts'

type Row = typeof idempotentAnswers.$inferSelect
type Key = Pick<Row, 'userId' | 'key'>
/** A key as it was claimed at a moment: another request may have taken it over since. */
type Claim = Key & Pick<Row, 'createdAt'>

const isKey = ({ userId, key }: Key) => and(eq(idempotentAnswers.userId, userId), eq(idempotentAnswers.key, key))

const isClaim = (claim: Claim) => and(isKey(claim), eq(idempotentAnswers.createdAt, claim.createdAt))

/**
 * Claims a key for a request; answers with the row that has it, and whether this call was the one to claim it. A claim of the
 * same request from before `deadBefore` that has no answer is taken over: whoever worked on it is gone.
 */
export async function claimKey(
	db: Db,
	claim: Claim & Pick<Row, 'requestHash'>,
	deadBefore: number,
): Promise<{ row: Row; isNew: boolean }> {
	const { requestHash, status, createdAt } = idempotentAnswers
	const [claimed, rows] = await db.batch([
		db
			.insert(idempotentAnswers)
			.values(claim)
			.onConflictDoUpdate({
				target: [idempotentAnswers.userId, idempotentAnswers.key],
				set: { createdAt: claim.createdAt },
				setWhere: sql`${requestHash} = ${claim.requestHash} and ${status} is null and ${createdAt} < ${deadBefore}`,
			})
			.returning(),
		db.select().from(idempotentAnswers).where(isKey(claim)),
	])
	const [row] = rows
	if (!row) throw new Error('The idempotency key was not stored')
	return { row, isNew: claimed.length > 0 }
}

export async function saveAnswer(db: Db, claim: Claim, answer: { status: number; body: string }): Promise<void> {
	await db.update(idempotentAnswers).set(answer).where(isClaim(claim))
}

/** Lets the key be tried again: its request changed nothing. */
export async function releaseKey(db: Db, claim: Claim): Promise<void> {
	await db.delete(idempotentAnswers).where(isClaim(claim))
}

export async function deleteAnswersBefore(db: Db, at: number): Promise<void> {
	await db.delete(idempotentAnswers).where(lt(idempotentAnswers.createdAt, at))
}
