import { and, desc, eq, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { profiles, type StatLink, statLinks } from '../schema/index.ts'

export type NewStatLink = Omit<StatLink, 'id' | 'profileId'>

/** Makes a link to the statistics of the creator's page unless there are `most` already. Null then. */
export async function insertStatLink(db: Db, ownerId: string, link: NewStatLink, most: number): Promise<number | null> {
	const { secretHash, name, range, endsOn, hasEarnings, createdAt } = link
	const own = sql`select id from profiles where owner_id = ${ownerId} order by id limit 1`
	const [row] = await db.all<{ id: number }>(sql`
		insert into stat_links (profile_id, secret_hash, name, range, ends_on, has_earnings, created_at)
		select own.id, ${secretHash}, ${name}, ${range}, ${endsOn}, ${hasEarnings ? 1 : 0}, ${createdAt} from (${own}) as own
		where (select count(*) from stat_links where profile_id = own.id) < ${most}
		returning id`)
	return row?.id ?? null
}

/** Newest first, without their hashes. */
export async function listStatLinks(db: Db, ownerId: string) {
	return db
		.select({
			id: statLinks.id,
			name: statLinks.name,
			range: statLinks.range,
			endsOn: statLinks.endsOn,
			hasEarnings: statLinks.hasEarnings,
			createdAt: statLinks.createdAt,
		})
		.from(profiles)
		.innerJoin(statLinks, eq(statLinks.profileId, profiles.id))
		.where(eq(profiles.ownerId, ownerId))
		.orderBy(desc(statLinks.id))
}

/** False when the creator has no such link. */
export async function deleteStatLink(db: Db, ownerId: string, id: number): Promise<boolean> {
	const deleted = await db
		.delete(statLinks)
		.where(
			and(
				eq(statLinks.id, id),
				sql`${statLinks.profileId} in (select ${profiles.id} from ${profiles} where ${profiles.ownerId} = ${ownerId})`,
			),
		)
		.returning({ id: statLinks.id })
	return deleted.length === 1
}

/** What a secret opens, with the page that it is about; null for a secret that opens nothing. */
export async function findStatLink(db: Db, secretHash: string) {
	const [row] = await db
		.select({ link: statLinks, profile: profiles })
		.from(statLinks)
		.innerJoin(profiles, eq(profiles.id, statLinks.profileId))
		.where(eq(statLinks.secretHash, secretHash))
	return row ?? null
}
