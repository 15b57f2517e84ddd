import { z } from 'zod'
import { findOwnProfile } from '../../db/queries/profiles.ts'
import type { Profile } from '../../db/schema/profiles.ts'
import { DomainError } from '../domain/errors.ts'
import { editProfile } from '../domain/profiles/commands.ts'
import { PROFILE_LANGUAGES, ProfileEdit } from '../domain/profiles/schemas.ts'
import { paths } from '../paths.ts'
import { pageOf } from './paging.ts'
import { type Caller, route } from './route.ts'

const ProfileAnswer = z.object({
	handle: z.string(),
	url: z.string(),
	name: z.string(),
	bio: z.string(),
	language: z.enum(PROFILE_LANGUAGES),
	timeZone: z.string().describe('IANA zone in which days are cut.'),
	isHidden: z.boolean(),
	version: z.int(),
})

const Change = ProfileEdit.partial()

/** The caller's profile; there is one per creator. */
export async function ownProfile({ ctx }: Caller, handle?: string): Promise<Profile> {
	const profile = await findOwnProfile(ctx.db, ctx.userId)
	if (!profile || (handle !== undefined && profile.handle !== handle))
		throw new DomainError('missing', 'editor.missing')
	return profile
}

function show({ handle, name, bio, language, timeZone, hiddenAt, version }: Profile, origin: string) {
	return {
		handle,
		url: origin + paths.profile(handle),
		name,
		bio,
		language,
		timeZone,
		isHidden: hiddenAt !== null,
		version,
	}
}

export const profileRoutes = [
	route({
		method: 'GET',
		path: '/profiles',
		id: 'listProfiles',
		summary: 'Your profiles',
		status: 200,
		answer: pageOf(ProfileAnswer),
		run: async (caller) => ({ data: [show(await ownProfile(caller), caller.origin)], next: null }),
	}),
	route({
		method: 'GET',
		path: '/profiles/{id}',
		id: 'readProfile',
		summary: 'One profile, by its handle',
		status: 200,
		answer: ProfileAnswer,
		run: async (caller, { id }) => show(await ownProfile(caller, id), caller.origin),
	}),
	route({
		method: 'PATCH',
		path: '/profiles/{id}',
		id: 'editProfile',
		summary: 'Change a profile; what is left out stays. With `version`, only while it still is that version',
		body: Change,
		status: 200,
		answer: ProfileAnswer,
		async run(caller, { id, body }) {
			const { name, bio, language, version, hiddenAt } = await ownProfile(caller, id)
			await caller.purge(
				await editProfile(caller.ctx, { name, bio, language, version, isHidden: hiddenAt !== null, ...body }),
			)
			return show(await ownProfile(caller, id), caller.origin)
		},
	}),
]
