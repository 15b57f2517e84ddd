import type { Db } from '../../db/client.ts'
import { aProfile, aUser } from './factories.ts'
import { theWorld } from './world.ts'

/** All that belongs to somebody. What servers remember stays: words and salts. Ids begin again, since they remember those too. */
const OWNED =
	`arrivals campaigns hits excess host_visitors new_words taps visitors rollups counters marks departures stat_links
	handles users challenges sqlite_sequence`.split(/\s+/)

/** Leaves an empty database beneath a running server. */
export async function emptied(db: Db): Promise<Db> {
	await db.$client.batch(
		OWNED.map((table) => `delete from ${table}`),
		'write',
	)
	return db
}

/** Maya and Tom as they were on the first day, and Ida, who has an empty page too. */
export async function newWorld({ db }: { db: Db }): Promise<void> {
	await theWorld(await emptied(db))
	await aCreator(db, 'ida')
}

/** Krista alone, with an empty page. */
export const newKrista = async ({ db }: { db: Db }) => aCreator(await emptied(db), 'krista')

async function aCreator(db: Db, handle: string): Promise<void> {
	await aUser(db, { id: handle })
	await aProfile(db, { ownerId: handle, handle })
}
