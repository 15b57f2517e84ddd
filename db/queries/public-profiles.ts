import { eq, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import type { Block, Coupon, Link } from '../schema/blocks.ts'
import { blocks, handles, pictures, profiles } from '../schema/index.ts'
import { tagsOf } from './targets.ts'

/** A shown block with what belongs to its kind. */
export interface PublicBlock {
	publicId: string
	kind: Block['kind']
	content: string
	link: PublicLink | null
	coupon: PublicCoupon | null
}

export type PublicLink = Omit<Link, 'blockId'>
export type PublicCoupon = Omit<Coupon, 'blockId'>

/**
 * All that a follower's page is made of, by the handle without its dots (a current or an old one), in one row.
 * Null when nobody has the handle; a hidden profile comes without its blocks.
 */
export async function findPublicProfile(db: Db, handleKey: string) {
	const page = pages.get(db) ?? preparePage(db)
	pages.set(db, page)
	const row = await page.get({ handleKey })
	if (!row) return null
	return {
		profile: row.profile,
		blocks: JSON.parse(row.blocks) as PublicBlock[],
		tags: JSON.parse(row.tags) as string[],
	}
}

/** Building this query takes longer than running it, so each database keeps it. */
const pages = new WeakMap<Db, ReturnType<typeof preparePage>>()

function preparePage(db: Db) {
	return db
		.select({ profile: SHOWN_PROFILE, blocks: SHOWN_BLOCKS, tags: tagsOf(profiles.id) })
		.from(handles)
		.innerJoin(profiles, eq(profiles.id, handles.profileId))
		.where(eq(handles.key, sql.placeholder('handleKey')))
		.prepare()
}

/** Nothing that a page does not show leaves the database for it. */
const SHOWN_PROFILE = {
	handle: profiles.handle,
	name: profiles.name,
	bio: profiles.bio,
	language: profiles.language,
	timeZone: profiles.timeZone,
	theme: profiles.theme,
	avatar: profiles.avatar,
	hiddenAt: profiles.hiddenAt,
}

/** A JSON list, in the order of the page. */
const SHOWN_BLOCKS = sql<string>`(
	select json_group_array(json_object(
		'publicId', b.public_id, 'kind', b.kind, 'content', b.content,
		'link', iif(l.block_id is null, null, json_object(
			'title', l.title, 'url', l.url, 'kind', l.kind, 'merchant', l.merchant, 'picture', l.picture)),
		'coupon', iif(c.block_id is null, null, json_object(
			'code', c.code, 'merchant', c.merchant, 'offer', c.offer, 'url', c.url, 'apply', c.apply,
			'validFrom', c.valid_from, 'validUntil', c.valid_until))
	) order by b.position, b.id)
	from blocks b left join links l on l.block_id = b.id left join coupons c on c.block_id = b.id
	where b.profile_id = ${profiles.id} and ${profiles.hiddenAt} is null and b.hidden_at is null and b.deleted_at is null)`

export type PublicRows = NonNullable<Awaited<ReturnType<typeof findPublicProfile>>>

/** The current handle of whoever answers to this one; null when nobody does. */
export async function findHandle(db: Db, handleKey: string): Promise<string | null> {
	const [row] = await db
		.select({ handle: profiles.handle })
		.from(handles)
		.innerJoin(profiles, eq(profiles.id, handles.profileId))
		.where(eq(handles.key, handleKey))
	return row?.handle ?? null
}

/** Whose page a link or coupon was on, for telling followers that it is gone. */
export async function findProfileOfBlock(db: Db, publicId: string) {
	const [row] = await db
		.select({ handle: profiles.handle, name: profiles.name, language: profiles.language, hiddenAt: profiles.hiddenAt })
		.from(blocks)
		.innerJoin(profiles, eq(profiles.id, blocks.profileId))
		.where(eq(blocks.publicId, publicId))
	return row ?? null
}

/** A picture's bytes as base64, by their hash, whoever uploaded them. */
export async function findPicture(db: Db, hash: string): Promise<string | null> {
	const [row] = await db.select({ base64: pictures.base64 }).from(pictures).where(eq(pictures.hash, hash)).limit(1)
	return row?.base64 ?? null
}
