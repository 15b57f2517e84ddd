import { createLink, editLink, setPicture } from '../domain/links/commands.ts'
import { LinkEdit, NewLink } from '../domain/links/schemas.ts'
import { uploadPicture } from '../domain/pictures/commands.ts'
import { LinkPicture, LinkPictureRemoval } from '../domain/pictures/schemas.ts'
import { paths } from '../paths.ts'
import { here } from './here.ts'
import { act } from './run.ts'

export const links = {
	create: act(NewLink, async (ctx, input, context) => ({
		...(await createLink(ctx, { ...input, ...here(context) })),
		then: `${paths.page}#${input.id}`,
	})),
	edit: act(LinkEdit, async (ctx, input, context) => ({
		...(await editLink(ctx, { ...input, ...here(context) })),
		then: `${paths.page}#${input.id}`,
	})),
	setPicture: act(LinkPicture, async (ctx, { id, picture }) => {
		const { hash } = await uploadPicture(ctx, { bytes: new Uint8Array(await picture.arrayBuffer()) })
		return { ...(await setPicture(ctx, { id, hash })), then: paths.editBlock(id) }
	}),
	removePicture: act(LinkPictureRemoval, async (ctx, { id }) => ({
		...(await setPicture(ctx, { id, hash: null })),
		then: paths.editBlock(id),
	})),
}
