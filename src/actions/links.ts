import { createLink, editLink, setPicture } from '../domain/links/commands.ts'
import { LinkEdit, NewLink } from '../domain/links/schemas.ts'
import { uploadPicture } from '../domain/pictures/commands.ts'
import { LinkPicture, LinkPictureRemoval } from '../domain/pictures/schemas.ts'
import { paths } from '../paths.ts'
import { actAtRow } from './at-row.ts'
import { act } from './run.ts'

export const links = {
	create: actAtRow(NewLink, createLink),
	edit: actAtRow(LinkEdit, editLink),
	setPicture: act(LinkPicture, async (ctx, { id, picture }) => {
		const { hash } = await uploadPicture(ctx, { bytes: new Uint8Array(await picture.arrayBuffer()) })
		return { ...(await setPicture(ctx, { id, hash })), then: paths.editBlock(id) }
	}),
	removePicture: act(LinkPictureRemoval, async (ctx, { id }) => ({
		...(await setPicture(ctx, { id, hash: null })),
		then: paths.editBlock(id),
	})),
}
