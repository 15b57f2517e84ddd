import { and, eq, lt } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { idempotentAnswers } from '../schema/index.ts'

type Row = typeof idempotentAnswers.$inferSelect
type Key = Pick<Row, 'userId' | 'key'>

const isKey = ({ userId, key }: Key) => and(eq(idempotentAnswers.userId, userId), eq(idempotentAnswers.key, key))

/** Claims a key for a request; answers with the row that has it, and whether this call was the one to claim it. */
export async function claimKey(
	db: Db,
	claim: Key & Pick<Row, 'requestHash' | 'createdAt'>,
): Promise<{ row: Row; isNew: boolean }> {
	const [claimed, rows] = await db.batch([
		db.insert(idempotentAnswers).values(claim).onConflictDoNothing().returning(),
		db.select().from(idempotentAnswers).where(isKey(claim)),
	])
	const [row] = rows
	if (!row) throw new Error('The idempotency key was not stored')
	return { row, isNew: claimed.length > 0 }
}

export async function saveAnswer(db: Db, key: Key, answer: { status: number; body: string }): Promise<void> {
	await db.update(idempotentAnswers).set(answer).where(isKey(key))
}

/** Lets the key be tried again: its request changed nothing. */
export async function releaseKey(db: Db, key: Key): Promise<void> {
	await db.delete(idempotentAnswers).where(isKey(key))
}

export async function deleteAnswersBefore(db: Db, at: number): Promise<void> {
	await db.delete(idempotentAnswers).where(lt(idempotentAnswers.createdAt, at))
}
