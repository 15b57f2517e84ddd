import { z } from 'zod'
import { uploadPicture } from '../domain/pictures/commands.ts'
import { Picture } from '../domain/pictures/schemas.ts'
import { editProfile, readProfile, removeAvatar, setAvatar } from '../domain/profiles/commands.ts'
import { ProfileEdit } from '../domain/profiles/schemas.ts'
import { paths } from '../paths.ts'
import { act } from './run.ts'

export const profiles = {
	edit: act(ProfileEdit, async (ctx, input) => ({ ...(await editProfile(ctx, input)), then: paths.page })),
	read: act(z.object({}), async (ctx) => ({ handleKeys: [], profile: await readProfile(ctx) })),
	setAvatar: act(Picture, async (ctx, { picture }) => {
		const { hash } = await uploadPicture(ctx, { bytes: new Uint8Array(await picture.arrayBuffer()) })
		return { ...(await setAvatar(ctx, { hash })), then: paths.editProfile }
	}),
	removeAvatar: act(z.object({}), async (ctx) => ({ ...(await removeAvatar(ctx)), then: paths.editProfile })),
}
