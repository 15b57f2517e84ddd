import {
	createHeading,
	createSocial,
	createText,
	deleteBlock,
	duplicateBlock,
	editHeading,
	editSocial,
	editText,
	hideBlock,
	placeBlock,
	readBlock,
	reorderBlocks,
	restoreBlock,
	showBlock,
} from '../domain/blocks/commands.ts'
import {
	BlockRef,
	Duplicate,
	HeadingEdit,
	NewHeading,
	NewSocial,
	NewText,
	Order,
	Place,
	SocialEdit,
	TextEdit,
} from '../domain/blocks/schemas.ts'
import { paths } from '../paths.ts'
import { here } from './here.ts'
import { act } from './run.ts'

/** After a plain post the row is found again by its id. */
const atRow = (id: string) => ({ then: `${paths.page}#${id}` })

export const blocks = {
	createHeading: act(NewHeading, async (ctx, input) => ({ ...(await createHeading(ctx, input)), ...atRow(input.id) })),
	createText: act(NewText, async (ctx, input) => ({ ...(await createText(ctx, input)), ...atRow(input.id) })),
	createSocial: act(NewSocial, async (ctx, input, context) => ({
		...(await createSocial(ctx, { ...input, ...here(context) })),
		...atRow(input.id),
	})),
	editHeading: act(HeadingEdit, async (ctx, input) => ({ ...(await editHeading(ctx, input)), ...atRow(input.id) })),
	editText: act(TextEdit, async (ctx, input) => ({ ...(await editText(ctx, input)), ...atRow(input.id) })),
	editSocial: act(SocialEdit, async (ctx, input, context) => ({
		...(await editSocial(ctx, { ...input, ...here(context) })),
		...atRow(input.id),
	})),
	read: act(BlockRef, async (ctx, input) => ({ handleKeys: [], block: await readBlock(ctx, input) })),
	reorder: act(Order, (ctx, input) => reorderBlocks(ctx, input)),
	place: act(Place, async (ctx, input) => ({ ...(await placeBlock(ctx, input)), then: paths.pageWithMenu(input.id) })),
	hide: act(BlockRef, async (ctx, input) => ({ ...(await hideBlock(ctx, input)), ...atRow(input.id) })),
	show: act(BlockRef, async (ctx, input) => ({ ...(await showBlock(ctx, input)), ...atRow(input.id) })),
	delete: act(BlockRef, async (ctx, input) => ({
		...(await deleteBlock(ctx, input)),
		then: paths.pageAfterDeleting(input.id),
	})),
	restore: act(BlockRef, async (ctx, input) => ({ ...(await restoreBlock(ctx, input)), ...atRow(input.id) })),
	duplicate: act(Duplicate, async (ctx, input) => ({ ...(await duplicateBlock(ctx, input)), ...atRow(input.copyId) })),
}
