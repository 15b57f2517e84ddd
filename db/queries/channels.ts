import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { channels } from '../schema/index.ts'
import { ownPublicIds } from './blocks.ts'
import { ownHandles } from './editor.ts'
import { isOwnChannel } from './ownership.ts'

export interface NewChannel {
	tag: string
	name: string
}

/** The places that a creator named, oldest first. */
export function listChannels(db: Db, ownerId: string): Promise<NewChannel[]> {
	return ownChannels(db, ownerId).orderBy(asc(channels.createdAt), asc(channels.tag))
}

/** Adds a place to the creator's page unless its tag is there already or the page has `most` places. */
export async function insertChannel(db: Db, ownerId: string, { tag, name }: NewChannel, at: number, most: number) {
	const [, [stored], [count], handles, publicIds] = await db.batch([
		db.run(sql`
			insert into channels (profile_id, tag, name, created_at)
			select id, ${tag}, ${name}, ${at} from profiles
			where owner_id = ${ownerId} and (select count(*) from channels where profile_id = profiles.id) < ${most}
			order by id limit 1
			on conflict do nothing`),
		ownChannels(db, ownerId, tag),
		db.select({ tags: sql<number>`count(*)` }).from(channels).where(isOwnChannel(db, ownerId)),
		ownHandles(db, ownerId),
		ownPublicIds(db, ownerId),
	])
	return { stored: stored ?? null, tags: count?.tags ?? 0, handles, publicIds }
}

/** Null when there was no such place. */
export async function deleteOwnChannel(db: Db, ownerId: string, tag: string) {
	const [[deleted], handles, publicIds] = await db.batch([
		db
			.delete(channels)
			.where(and(isOwnChannel(db, ownerId), eq(channels.tag, tag)))
			.returning({ tag: channels.tag, name: channels.name }),
		ownHandles(db, ownerId),
		ownPublicIds(db, ownerId),
	])
	return deleted ? { deleted, handles, publicIds } : null
}

function ownChannels(db: Db, ownerId: string, tag?: string) {
	return db
		.select({ tag: channels.tag, name: channels.name })
		.from(channels)
		.where(and(isOwnChannel(db, ownerId), tag === undefined ? undefined : eq(channels.tag, tag)))
}
