import type { z } from 'zod'
import { copyBlock, setOrder, swapWithNeighbour } from '../../../db/queries/block-order.ts'
import { addBlock, markDeleted, setHidden, unmarkDeleted, updateContent } from '../../../db/queries/blocks.ts'
import { findOwnBlock } from '../../../db/queries/editor.ts'
import { findOwnProfile } from '../../../db/queries/profiles.ts'
import type { Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import type { Here } from '../links/accept.ts'
import { socialContent } from '../profiles/social-form.ts'
import { socialBytes, wordsBytes } from './bytes.ts'
import type { BlockKind, BlockView } from './fields.ts'
import { MAX_BLOCKS, MAX_PAGE_BYTES, PAGE_LIMITS } from './limits.ts'
import { type BlockOutcome, created, edited, keysOf, outcomeOf } from './outcome.ts'
import type {
	BlockRef,
	Duplicate,
	HeadingEdit,
	NewHeading,
	NewSocial,
	Order,
	Place,
	SocialEdit,
	TextEdit,
} from './schemas.ts'
import { blockView, socialFields } from './view.ts'

type Ref = z.output<typeof BlockRef>

export const createHeading = (ctx: Ctx, input: z.output<typeof NewHeading>) =>
	createContent(ctx, input.id, 'heading', input.content)

export const createText = (ctx: Ctx, input: z.output<typeof NewHeading>) =>
	createContent(ctx, input.id, 'text', input.content)

export const createSocial = (ctx: Ctx, input: z.output<typeof NewSocial> & Here) =>
	createContent(ctx, input.id, 'social', socialContent(input, input))

async function createContent(ctx: Ctx, publicId: string, kind: BlockKind, content: string): Promise<BlockOutcome> {
	const bytes = contentBytes(kind, content)
	const block = { publicId, kind, content, bytes, createdAt: ctx.now }
	return created(await addBlock(ctx.db, ctx.userId, block, PAGE_LIMITS), kind, bytes, ctx.now)
}

/** Saves a heading's words; `conflict` when they have changed since `version`. The other two edits are alike. */
export async function editHeading(ctx: Ctx, input: z.output<typeof HeadingEdit>): Promise<BlockOutcome> {
	const { version, content } = input
	return edited(
		await writeContent(ctx, input, 'heading', content),
		'heading',
		{ version, fields: { content } },
		ctx.now,
	)
}

export async function editText(ctx: Ctx, input: z.output<typeof TextEdit>): Promise<BlockOutcome> {
	const { version, content } = input
	return edited(await writeContent(ctx, input, 'text', content), 'text', { version, fields: { content } }, ctx.now)
}

export async function editSocial(ctx: Ctx, input: z.output<typeof SocialEdit> & Here): Promise<BlockOutcome> {
	const content = socialContent(input, input)
	const saved = { version: input.version, fields: socialFields(content) }
	return edited(await writeContent(ctx, input, 'social', content), 'social', saved, ctx.now)
}

function writeContent(ctx: Ctx, edit: { id: string; version: number }, kind: BlockKind, content: string) {
	const { id: publicId, version } = edit
	const bytes = contentBytes(kind, content)
	const written = { publicId, version, at: ctx.now, bytes, mostBytes: MAX_PAGE_BYTES }
	return updateContent(ctx.db, ctx.userId, written, kind, content)
}

const contentBytes = (kind: BlockKind, content: string): number =>
	kind === 'social' ? socialBytes(content) : wordsBytes(content)

/** A block as it is stored now, for whoever holds an older version of it. */
export async function readBlock(ctx: Ctx, { id }: Ref): Promise<BlockView> {
	const [row, profile] = await Promise.all([findOwnBlock(ctx.db, ctx.userId, id), findOwnProfile(ctx.db, ctx.userId)])
	if (!row || !profile || row.deletedAt !== null) throw new DomainError('missing', 'editor.missing')
	return blockView(row, ctx.now, profile.timeZone)
}

/** All blocks named take each other's places in the order given, or none does when one is not the caller's. */
export async function reorderBlocks(ctx: Ctx, { ids }: z.output<typeof Order>): Promise<{ handleKeys: string[] }> {
	const { moved, handles } = await setOrder(ctx.db, ctx.userId, ids, ctx.now)
	if (moved !== ids.length) throw new DomainError('missing', 'editor.missing')
	return { handleKeys: keysOf(handles) }
}

/** One step up or down; nothing happens at the ends. */
export async function placeBlock(ctx: Ctx, { id, way }: z.output<typeof Place>): Promise<BlockOutcome> {
	return outcomeOf(await swapWithNeighbour(ctx.db, ctx.userId, id, way, ctx.now), ctx.now)
}

export async function hideBlock(ctx: Ctx, { id }: Ref): Promise<BlockOutcome> {
	return outcomeOf(await setHidden(ctx.db, ctx.userId, id, ctx.now, ctx.now), ctx.now)
}

export async function showBlock(ctx: Ctx, { id }: Ref): Promise<BlockOutcome> {
	return outcomeOf(await setHidden(ctx.db, ctx.userId, id, null, ctx.now), ctx.now)
}

/** Takes a block off the page. Its clicks stay, and `restoreBlock` brings it back to its place. */
export async function deleteBlock(ctx: Ctx, { id }: Ref): Promise<BlockOutcome> {
	return outcomeOf(await markDeleted(ctx.db, ctx.userId, id, ctx.now), ctx.now)
}

/** `invalid` when the page has been filled up in the meantime. */
export async function restoreBlock(ctx: Ctx, { id }: Ref): Promise<BlockOutcome> {
	const { live, ...written } = await unmarkDeleted(ctx.db, ctx.userId, id, PAGE_LIMITS, ctx.now)
	const outcome = outcomeOf(written, ctx.now)
	if (written.stored[0]?.deletedAt === null) return outcome
	if ((live[0]?.live ?? 0) < MAX_BLOCKS) throw new DomainError('invalid', 'editor.heavy')
	throw new DomainError('invalid', 'editor.full', null, { limit: MAX_BLOCKS })
}

/** Puts a copy right below a block. `missing` when there is no such block. */
export async function duplicateBlock(ctx: Ctx, { id, copyId }: z.output<typeof Duplicate>): Promise<BlockOutcome> {
	const { original, ...written } = await copyBlock(ctx.db, ctx.userId, { from: id, to: copyId }, PAGE_LIMITS, ctx.now)
	if (!original) throw new DomainError('missing', 'editor.missing')
	return created(written, original.kind, original.bytes, ctx.now)
}
