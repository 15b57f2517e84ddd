import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { type Passkey, passkeys, users } from '../schema/index.ts'
import { creators } from './users.ts'

export type NewPasskey = Omit<Passkey, 'publicKey' | 'usedAt'> & { publicKey: Uint8Array<ArrayBuffer> }

/** False when the account has `most` already, or when the key is registered, whoever has it. */
export async function insertPasskey(db: Db, passkey: NewPasskey, most: number): Promise<boolean> {
	const { id, userId, name, publicKey, counter, transports, createdAt } = passkey
	const made = await db.all<{ id: string }>(sql`
		insert into passkeys (id, user_id, name, public_key, counter, transports, created_at)
		select ${id}, ${userId}, ${name}, ${publicKey}, ${counter}, ${transports}, ${createdAt}
		where (select count(*) from passkeys where user_id = ${userId}) < ${most}
		on conflict do nothing returning id`)
	return made.length === 1
}

/** A key by its credential's id, and whose it is. */
export async function findPasskey(db: Db, id: string) {
	const [row] = await db
		.select({ passkey: passkeys, creator: creators.columns })
		.from(passkeys)
		.innerJoin(users, eq(users.id, passkeys.userId))
		.where(eq(passkeys.id, id))
	return row ?? null
}

/** Oldest first, without the keys. */
export function listPasskeys(db: Db, userId: string) {
	return db
		.select({
			id: passkeys.id,
			name: passkeys.name,
			transports: passkeys.transports,
			createdAt: passkeys.createdAt,
			usedAt: passkeys.usedAt,
		})
		.from(passkeys)
		.where(eq(passkeys.userId, userId))
		.orderBy(asc(passkeys.createdAt), asc(passkeys.id))
}

/** Notes a use with the counter that came with it. False when the key is gone. */
export async function notePasskeyUse(db: Db, id: string, counter: number, at: number): Promise<boolean> {
	const noted = await db
		.update(passkeys)
		.set({ counter, usedAt: at })
		.where(eq(passkeys.id, id))
		.returning({ id: passkeys.id })
	return noted.length === 1
}

/** The name of the key that is gone now; null when the creator has no such key. */
export async function deletePasskey(db: Db, userId: string, id: string): Promise<string | null> {
	const [gone] = await db
		.delete(passkeys)
		.where(and(eq(passkeys.id, id), eq(passkeys.userId, userId)))
		.returning({ name: passkeys.name })
	return gone?.name ?? null
}
