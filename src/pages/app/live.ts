import type { APIRoute } from 'astro'
import { findOwnProfile } from '../../../db/queries/profiles.ts'
import { readLiveCount } from '../../domain/clicks/live.ts'
import { liveText } from '../../view/clicks/live.ts'
import { numbersIn } from '../../view/numbers.ts'

/** The last half hour on the creator's page, for the clicks screen to ask again. */
export const GET: APIRoute = async ({ locals: { platform, user, language, t } }) => {
	const profile = user && (await findOwnProfile(platform.db, user.id))
	if (!profile) return new Response(null, { status: 404 })
	const live = await readLiveCount({ db: platform.db, userId: user.id, now: platform.now() }, profile.id)
	return Response.json({ text: liveText(live, numbersIn(language), t) })
}
