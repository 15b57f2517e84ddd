import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { blocks, type Link, links } from '../schema/index.ts'
import { countOwnBlocks, type Edit, editedBlockId, growVersion, insertBlock, type PageLimits } from './blocks.ts'
import { ownBlock, ownHandles } from './editor.ts'
import { isAdded, isEdited, markBlock } from './marks.ts'
import { isOwnBlock } from './ownership.ts'

export type LinkValues = Pick<Link, 'title' | 'url' | 'kind' | 'merchant'>

export async function addLink(
	db: Db,
	ownerId: string,
	{ publicId, bytes, at }: { publicId: string; bytes: number; at: number },
	link: LinkValues,
	limits: PageLimits,
) {
	const [, , , stored, handles, live] = await db.batch([
		insertBlock(db, ownerId, { publicId, kind: 'link', content: '', bytes, createdAt: at }, limits),
		db.run(sql`
			insert into links (block_id, title, url, kind, merchant)
			select id, ${link.title}, ${link.url}, ${link.kind}, ${link.merchant} from blocks
			where public_id = ${publicId} and kind = 'link' and ${isOwnBlock(db, ownerId)}
			on conflict do nothing`),
		markBlock(db, ownerId, publicId, 'added', at, isAdded(at)),
		ownBlock(db, ownerId, publicId),
		ownHandles(db, ownerId),
		countOwnBlocks(db, ownerId),
	])
	return { stored, handles, live }
}

export async function updateLink(db: Db, ownerId: string, edit: Edit, link: LinkValues) {
	const differs = sql`links.title <> ${link.title} or links.url <> ${link.url}`
	const [, , edited, stored, handles] = await db.batch([
		markBlock(db, ownerId, edit.publicId, 'edited', edit.at, isEdited(edit, differs)),
		db
			.update(links)
			.set(link)
			.where(inArray(links.blockId, editedBlockId(db, ownerId, edit, 'link'))),
		growVersion(db, ownerId, edit, 'link'),
		ownBlock(db, ownerId, edit.publicId),
		ownHandles(db, ownerId),
	])
	return { edited, stored, handles }
}

/** Gives a link one of its creator's own pictures, or none. */
export async function setLinkPicture(db: Db, ownerId: string, publicId: string, hash: string | null) {
	const link = db
		.select({ id: blocks.id })
		.from(blocks)
		.where(and(eq(blocks.publicId, publicId), isNull(blocks.deletedAt), isOwnBlock(db, ownerId)))
	const isOwnPicture = sql`(${hash} is null or exists (select 1 from pictures where hash = ${hash} and owner_id = ${ownerId}))`
	const [edited, stored, handles] = await db.batch([
		db
			.update(links)
			.set({ picture: hash })
			.where(and(inArray(links.blockId, link), isOwnPicture))
			.returning({ id: links.blockId }),
		ownBlock(db, ownerId, publicId),
		ownHandles(db, ownerId),
	])
	return { edited, stored, handles }
}
