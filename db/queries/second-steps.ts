import { and, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { passkeys, recoveryCodes, type Totp, totps } from '../schema/index.ts'
import { listPasskeys } from './passkeys.ts'

/** Begins to set an authenticator app up, in the place of an earlier beginning. False when one is set up already. */
export async function beginTotp(db: Db, { userId, nonce, createdAt }: Pick<Totp, 'userId' | 'nonce' | 'createdAt'>) {
	const begun = await db
		.insert(totps)
		.values({ userId, nonce, createdAt })
		.onConflictDoUpdate({ target: totps.userId, set: { nonce, createdAt }, setWhere: isNull(totps.confirmedAt) })
		.returning({ userId: totps.userId })
	return begun.length === 1
}

export async function findTotp(db: Db, userId: string): Promise<Totp | null> {
	const [row] = await db.select().from(totps).where(eq(totps.userId, userId))
	return row ?? null
}

/** Turns codes on, with the first of them. False when that was done or begun anew meanwhile. */
export async function confirmTotp(db: Db, { userId, nonce, lastStep }: Totp, at: number): Promise<boolean> {
	const confirmed = await db
		.update(totps)
		.set({ confirmedAt: at, lastStep })
		.where(and(eq(totps.userId, userId), eq(totps.nonce, nonce), isNull(totps.confirmedAt)))
		.returning({ userId: totps.userId })
	return confirmed.length === 1
}

/** Uses the code of a step up. False when it or a later one was used: of two at the same time, one gets it. */
export async function takeTotpStep(db: Db, userId: string, step: number): Promise<boolean> {
	const taken = await db
		.update(totps)
		.set({ lastStep: step })
		.where(and(eq(totps.userId, userId), isNotNull(totps.confirmedAt), lt(totps.lastStep, step)))
		.returning({ userId: totps.userId })
	return taken.length === 1
}

/** Ends codes by an app, and with them the recovery codes that stand in for them. False when there were none. */
export async function deleteTotp(db: Db, userId: string): Promise<boolean> {
	const [gone] = await db.batch([
		db.delete(totps).where(eq(totps.userId, userId)).returning({ userId: totps.userId }),
		db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)),
	])
	return gone.length === 1
}

/** Recovery codes in the place of all earlier ones, by their hashes. */
export async function replaceRecoveryCodes(db: Db, userId: string, ids: string[], at: number): Promise<void> {
	await db.batch([
		db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)),
		db.insert(recoveryCodes).values(ids.map((id) => ({ id, userId, createdAt: at }))),
	])
}

/** Uses a recovery code up. False when it is unknown, used, or another account's. */
export async function takeRecoveryCode(db: Db, userId: string, id: string, at: number): Promise<boolean> {
	const taken = await db
		.update(recoveryCodes)
		.set({ usedAt: at })
		.where(and(eq(recoveryCodes.id, id), eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)))
		.returning({ id: recoveryCodes.id })
	return taken.length === 1
}

interface SecondSteps {
	/** When codes by an app were turned on; null while they are off. */
	confirmedAt: number | null
	/** Recovery codes that still work. */
	codesLeft: number
	/** How many there are. */
	passkeys: number
}

const secondSteps = (db: Db, userId: string) =>
	db.all<SecondSteps>(sql`
		select (select confirmed_at from totps where user_id = ${userId}) as confirmedAt,
			(select count(*) from recovery_codes where user_id = ${userId} and used_at is null) as codesLeft,
			(select count(*) from passkeys where user_id = ${userId}) as passkeys`)

const NO_STEPS: SecondSteps = { confirmedAt: null, codesLeft: 0, passkeys: 0 }

export async function findSecondSteps(db: Db, userId: string): Promise<SecondSteps> {
	const [row] = await secondSteps(db, userId)
	return row ?? NO_STEPS
}

/** The same with the passkeys themselves, in one question. */
export async function listSecondSteps(db: Db, userId: string) {
	const [keys, [row]] = await db.batch([listPasskeys(db, userId), secondSteps(db, userId)])
	return { ...(row ?? NO_STEPS), keys }
}

/** Forgets passkeys, codes by an app and recovery codes: the account opens by its password alone. How many keys were there. */
export async function deleteSecondSteps(db: Db, userId: string): Promise<number> {
	const [keys, apps] = await db.batch([
		db.delete(passkeys).where(eq(passkeys.userId, userId)).returning({ id: passkeys.id }),
		db.delete(totps).where(eq(totps.userId, userId)).returning({ id: totps.userId }),
		db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)),
	])
	return keys.length + apps.length
}
