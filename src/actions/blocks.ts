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
import { actAtRow, atRow } from './at-row.ts'
import { act } from './run.ts'

export const blocks = {
	createHeading: actAtRow(NewHeading, createHeading),
	createText: actAtRow(NewText, createText),
	createSocial: actAtRow(NewSocial, createSocial),
	editHeading: actAtRow(HeadingEdit, editHeading),
	editText: actAtRow(TextEdit, editText),
	editSocial: actAtRow(SocialEdit, editSocial),
	read: act(BlockRef, async (ctx, input) => ({ handleKeys: [], block: await readBlock(ctx, input) })),
	reorder: act(Order, (ctx, input) => reorderBlocks(ctx, input)),
	place: act(Place, async (ctx, input) => ({ ...(await placeBlock(ctx, input)), then: paths.pageWithMenu(input.id) })),
	hide: actAtRow(BlockRef, hideBlock),
	show: actAtRow(BlockRef, showBlock),
	delete: act(BlockRef, async (ctx, input) => ({
		...(await deleteBlock(ctx, input)),
		then: paths.pageAfterDeleting(input.id),
	})),
	restore: actAtRow(BlockRef, restoreBlock),
	duplicate: act(Duplicate, async (ctx, input) => ({ ...(await duplicateBlock(ctx, input)), ...atRow(input.copyId) })),
}
