import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { blocks } from '../schema/index.ts'
import { countOwnBlocks, fitsOn, type PageLimits } from './blocks.ts'
import { ownBlock, ownHandles } from './editor.ts'
import { isAdded, markBlock } from './marks.ts'
import { ownProfileIds } from './ownership.ts'

/**
 * Numbers every block of a creator's pages 2, 4, 6 … in the order they have, deleted ones too, so that these can come
 * back to their place and a block can be put between any two.
 */
const spread = (db: Db, ownerId: string) =>
	db.run(sql`
		update blocks set position = ordered.n * 2
		from (
			select id, row_number() over (partition by profile_id order by position, id) as n
			from blocks where profile_id in ${ownProfileIds(db, ownerId)}) as ordered
		where blocks.id = ordered.id and blocks.position <> ordered.n * 2`)

/**
 * Puts the blocks in the order of their ids; all move or none does. They share out the places that they had, so that a
 * block which the caller did not know of stays where it is.
 */
export async function setOrder(db: Db, ownerId: string, publicIds: string[], at: number) {
	const [, moved, handles] = await db.batch([
		spread(db, ownerId),
		db.all<{ id: number }>(sql`
			with listed as (
				select blocks.id, blocks.position, row_number() over (order by wanted.key) as n
				from json_each(${JSON.stringify(publicIds)}) as wanted
				join blocks on blocks.public_id = wanted.value
				where blocks.profile_id in ${ownProfileIds(db, ownerId)} and blocks.deleted_at is null),
			places as (select position, row_number() over (order by position) as n from listed)
			update blocks set position = places.position, updated_at = ${at}
			from listed join places on places.n = listed.n
			where blocks.id = listed.id and (select count(*) from listed) = ${publicIds.length}
			returning id`),
		ownHandles(db, ownerId),
	])
	return { moved: moved.length, handles }
}

/** Puts a block on the other side of its neighbour; at the end of the page nothing happens. */
export async function swapWithNeighbour(db: Db, ownerId: string, publicId: string, way: 'up' | 'down', at: number) {
	const place =
		way === 'up'
			? sql`(select max(other.position) - 1 from blocks as other where other.profile_id = blocks.profile_id
				and other.deleted_at is null and other.position < blocks.position)`
			: sql`(select min(other.position) + 1 from blocks as other where other.profile_id = blocks.profile_id
				and other.deleted_at is null and other.position > blocks.position)`
	const [, , stored, handles] = await db.batch([
		spread(db, ownerId),
		db.run(sql`
			update blocks set position = coalesce(${place}, position), updated_at = ${at}
			where public_id = ${publicId} and deleted_at is null and profile_id in ${ownProfileIds(db, ownerId)}`),
		ownBlock(db, ownerId, publicId),
		ownHandles(db, ownerId),
	])
	return { stored, handles }
}

/**
 * Copies a block under a new id to the place below it; nothing happens when the page is full or the id is taken.
 * `original` says what there was to copy.
 */
export async function copyBlock(
	db: Db,
	ownerId: string,
	ids: { from: string; to: string },
	limits: PageLimits,
	at: number,
) {
	const copyOf = (kind: 'link' | 'coupon') => sql`
		(select id from blocks where public_id = ${ids.to} and kind = ${kind} and profile_id in ${ownProfileIds(db, ownerId)})`
	const original = sql`(select id from blocks where public_id = ${ids.from} and profile_id in ${ownProfileIds(db, ownerId)})`
	const [[found], , , , , , stored, handles, live] = await db.batch([
		db
			.select({ kind: blocks.kind, bytes: blocks.bytes })
			.from(blocks)
			.where(and(eq(blocks.id, original), isNull(blocks.deletedAt))),
		spread(db, ownerId),
		db.run(sql`
			insert into blocks (public_id, profile_id, kind, position, content, bytes, hidden_at, created_at, updated_at)
			select ${ids.to}, profile_id, kind, position + 1, content, bytes, hidden_at, ${at}, ${at} from blocks as original
			where id = ${original} and deleted_at is null
				and ${fitsOn(sql`original.profile_id`, sql`original.bytes`, limits)}
			on conflict do nothing`),
		db.run(sql`
			insert into links (block_id, title, url, kind, merchant, picture)
			select ${copyOf('link')}, title, url, kind, merchant, picture from links
			where block_id = ${original} and ${copyOf('link')} is not null
			on conflict do nothing`),
		db.run(sql`
			insert into coupons (block_id, code, merchant, offer, url, apply, valid_from, valid_until)
			select ${copyOf('coupon')}, code, merchant, offer, url, apply, valid_from, valid_until from coupons
			where block_id = ${original} and ${copyOf('coupon')} is not null
			on conflict do nothing`),
		markBlock(db, ownerId, ids.to, 'added', at, isAdded(at)),
		ownBlock(db, ownerId, ids.to),
		ownHandles(db, ownerId),
		countOwnBlocks(db, ownerId),
	])
	return { original: found ?? null, stored, handles, live }
}
