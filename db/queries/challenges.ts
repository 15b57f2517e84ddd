import { and, eq, gt, lte } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { type Challenge, challenges } from '../schema/index.ts'

type Kind = Challenge['kind']

export async function insertChallenge(db: Db, challenge: Challenge): Promise<void> {
	await db.insert(challenges).values(challenge)
}

const isOpen = (id: string, kind: Kind, now: number) =>
	and(eq(challenges.id, id), eq(challenges.kind, kind), gt(challenges.expiresAt, now))

/** A challenge that can still be answered, and stays so. */
export async function findChallenge(db: Db, id: string, kind: Kind, now: number): Promise<Challenge | null> {
	const [row] = await db
		.select()
		.from(challenges)
		.where(isOpen(id, kind, now))
	return row ?? null
}

/** Uses a challenge up. Null when it is used, expired or of another kind; of two at the same time, one gets it. */
export async function takeChallenge(db: Db, id: string, kind: Kind, now: number): Promise<Challenge | null> {
	const [row] = await db
		.delete(challenges)
		.where(isOpen(id, kind, now))
		.returning()
	return row ?? null
}

export async function deleteChallengesExpiredBy(db: Db, at: number): Promise<void> {
	await db.delete(challenges).where(lte(challenges.expiresAt, at))
}
