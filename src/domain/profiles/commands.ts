import type { z } from 'zod'
import { listOwnPublicIds } from '../../../db/queries/blocks.ts'
import { updateProfile } from '../../../db/queries/own-profile.ts'
import { setProfileAvatar } from '../../../db/queries/pictures.ts'
import { findOwnProfile } from '../../../db/queries/profiles.ts'
import type { Profile } from '../../../db/schema/profiles.ts'
import type { ProfileView } from '../blocks/fields.ts'
import { keysOf } from '../blocks/outcome.ts'
import { profileView } from '../blocks/view.ts'
import type { Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import type { ProfileEdit } from './schemas.ts'

/**
 * Saves the profile's own fields; `conflict` when they have changed since `version` and say something else.
 * Links of a hidden page lead nowhere, so hiding and showing changes every one of them.
 */
export async function editProfile(ctx: Ctx, input: z.output<typeof ProfileEdit>) {
	const before = await findOwnProfile(ctx.db, ctx.userId)
	if (!before) throw new DomainError('missing', 'editor.missing')
	const { version, name, bio, language, isHidden } = input
	const values = { name, bio, language, hiddenAt: isHidden ? (before.hiddenAt ?? ctx.now) : null }
	const edit = { profileId: before.id, version, at: ctx.now }
	const { edited, stored, handles } = await updateProfile(ctx.db, ctx.userId, edit, values)
	const [after] = stored
	if (!after) throw new DomainError('missing', 'editor.missing')
	if (edited.length === 0 && !says(after, input)) throw new DomainError('conflict', 'editor.conflict')
	const isTurned = (before.hiddenAt === null) !== (after.hiddenAt === null)
	const publicIds = isTurned ? await listOwnPublicIds(ctx.db, ctx.userId) : []
	return { handleKeys: keysOf(handles), publicIds, profile: profileView(after) }
}

/** Shows or hides the page with all of its links, whatever else about it is being edited. `conflict` when it was edited just now. */
export async function setShown(ctx: Ctx, isShown: boolean) {
	const profile = await findOwnProfile(ctx.db, ctx.userId)
	if (!profile) throw new DomainError('missing', 'editor.missing')
	const { version, name, bio, language } = profile
	return editProfile(ctx, { version, name, bio, language, isHidden: !isShown })
}

function says(stored: Profile, input: z.output<typeof ProfileEdit>): boolean {
	const isHidden = stored.hiddenAt !== null
	const { name, bio, language } = stored
	return (
		JSON.stringify([name, bio, language, isHidden]) ===
		JSON.stringify([input.name, input.bio, input.language, input.isHidden])
	)
}

/** The profile as it is stored now, for whoever holds an older version of it. */
export async function readProfile(ctx: Ctx): Promise<ProfileView> {
	const profile = await findOwnProfile(ctx.db, ctx.userId)
	if (!profile) throw new DomainError('missing', 'editor.missing')
	return profileView(profile)
}

/** Shows one of the creator's own pictures on the page; `missing` when it is not theirs. */
export const setAvatar = (ctx: Ctx, { hash }: { hash: string }) => changeAvatar(ctx, hash)

export const removeAvatar = (ctx: Ctx) => changeAvatar(ctx, null)

async function changeAvatar(ctx: Ctx, hash: string | null) {
	const { edited, handles } = await setProfileAvatar(ctx.db, ctx.userId, hash, ctx.now)
	if (edited.length === 0) throw new DomainError('missing', 'editor.missing')
	return { handleKeys: keysOf(handles), avatar: hash }
}
