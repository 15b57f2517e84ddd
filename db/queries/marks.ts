import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { blocks, CHANGES, type Change, coupons, links } from '../schema/index.ts'
import { type Edit, staysWithin } from './blocks.ts'
import { isOwnBlock } from './ownership.ts'

/** While somebody types, every pause is saved: edits of one link within this time are one change. */
const ONE_SITTING_MS = 900_000

/**
 * Notes a change of a link or coupon, if `changes` says that there will be one. A statement for the batch of the change,
 * before it; after it for what was added.
 */
export function markBlock(db: Db, ownerId: string, publicId: string, what: Change, at: number, changes: SQL) {
	return db.run(sql`
		insert into marks (profile_id, at, block_id, what)
		select blocks.profile_id, ${at}, blocks.id, ${CHANGES.indexOf(what)}
		from blocks left join links on links.block_id = blocks.id left join coupons on coupons.block_id = blocks.id
		where blocks.public_id = ${publicId} and blocks.kind in ('link', 'coupon') and ${isOwnBlock(db, ownerId)} and ${changes}
		on conflict do nothing`)
}

/** Made in this batch, and not by an earlier request that is being repeated. */
export const isAdded = (at: number): SQL =>
	sql`blocks.created_at = ${at} and not exists (
		select 1 from marks where marks.profile_id = blocks.profile_id and marks.block_id = blocks.id)`

/** Says something else to followers, and did not begin to a moment ago. */
export const isEdited = (edit: Edit, differs: SQL): SQL => sql`
	blocks.version = ${edit.version} and blocks.deleted_at is null and ${staysWithin(edit)} and (${differs})
	and not exists (
		select 1 from marks where marks.profile_id = blocks.profile_id and marks.at > ${edit.at - ONE_SITTING_MS}
			and marks.block_id = blocks.id and marks.what in (${CHANGES.indexOf('added')}, ${CHANGES.indexOf('edited')}))`

/** Notes that the page itself is hidden or shown, if `hiddenAt` turns it round. A statement for the batch, before it. */
export function markPage(
	db: Db,
	ownerId: string,
	edit: { profileId: number; version: number; at: number },
	hiddenAt: number | null,
) {
	const what = CHANGES.indexOf(hiddenAt === null ? 'shown' : 'hidden')
	return db.run(sql`
		insert into marks (profile_id, at, block_id, what)
		select id, ${edit.at}, 0, ${what} from profiles
		where id = ${edit.profileId} and owner_id = ${ownerId} and version = ${edit.version}
			and (hidden_at is null) <> ${hiddenAt === null ? 1 : 0}
		on conflict do nothing`)
}

/** More than a chart can show; the newest are kept. */
const MOST = 200

export interface Mark {
	at: number
	what: Change
	/** Null for the page itself. */
	publicId: string | null
	kind: 'link' | 'coupon' | null
	title: string | null
}

/** What changed on somebody's page in a stretch of time, the newest first. */
export async function listMarks(
	db: Db,
	ownerId: string,
	profileId: number,
	{ from, to }: { from: number; to: number },
): Promise<Mark[]> {
	const rows = await db.all<Omit<Mark, 'what'> & { what: number }>(sql`
		select marks.at, marks.what, ${blocks.publicId} as publicId, ${blocks.kind} as kind,
			coalesce(${links.title}, ${coupons.code}) as title
		from profiles join marks on marks.profile_id = profiles.id
		left join blocks on blocks.id = marks.block_id
		left join links on links.block_id = marks.block_id
		left join coupons on coupons.block_id = marks.block_id
		where profiles.id = ${profileId} and profiles.owner_id = ${ownerId} and marks.at >= ${from} and marks.at < ${to}
		order by marks.at desc limit ${MOST}`)
	return rows.map((row) => ({ ...row, what: CHANGES[row.what] ?? 'edited' }))
}
