import { pageOwnBlockIds } from '../../db/queries/api-pages.ts'
import { listOwnBlocks } from '../../db/queries/editor.ts'
import { deleteBlock, hideBlock, readBlock, showBlock } from '../domain/blocks/commands.ts'
import type { BlockView } from '../domain/blocks/fields.ts'
import { blockView } from '../domain/blocks/view.ts'
import { DomainError } from '../domain/errors.ts'
import { cutPage, readCursor } from './paging.ts'
import { ownProfile } from './profiles.ts'
import type { Caller } from './route.ts'

export type ViewOf<K extends BlockView['kind']> = Extract<BlockView, { kind: K }>

/** A link or coupon of the caller's, by its public id. */
export async function readOwn<K extends 'link' | 'coupon'>({ ctx }: Caller, kind: K, id: string): Promise<ViewOf<K>> {
	const block = await readBlock(ctx, { id })
	if (block.kind !== kind) throw new DomainError('missing', 'editor.missing')
	return block as ViewOf<K>
}

/** A page of the caller's links or coupons in the order of the page. */
export async function listOwn<K extends 'link' | 'coupon', Item>(
	caller: Caller,
	kind: K,
	{ cursor, limit }: { cursor?: string | undefined; limit: number },
	show: (view: ViewOf<K>) => Item,
) {
	const { ctx } = caller
	const [{ timeZone }, ids, rows] = await Promise.all([
		ownProfile(caller),
		pageOwnBlockIds(ctx.db, ctx.userId, kind, readCursor(cursor), limit + 1),
		listOwnBlocks(ctx.db, ctx.userId),
	])
	const views = new Map(rows.map((row) => [row.id, blockView(row, ctx.now, timeZone)]))
	const listed = ids.filter(({ publicId }) => views.has(publicId))
	return cutPage(
		listed,
		limit,
		({ position, id }) => [position, id],
		({ publicId }) => show(views.get(publicId) as ViewOf<K>),
	)
}

/** Hides or shows a block when the change asks for it; the block's other fields and its version stay. */
export async function setHidden({ ctx, purge }: Caller, id: string, isHidden: boolean | undefined): Promise<void> {
	if (isHidden !== undefined) await purge(await (isHidden ? hideBlock : showBlock)(ctx, { id }))
}

export async function deleteOwn(caller: Caller, kind: 'link' | 'coupon', id: string): Promise<void> {
	await readOwn(caller, kind, id)
	await caller.purge(await deleteBlock(caller.ctx, { id }))
}
