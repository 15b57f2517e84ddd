import type { APIRoute } from 'astro'
import { findOwnProfile } from '../../../db/queries/profiles.ts'
import { findPublicProfile } from '../../../db/queries/public-profiles.ts'
import { renderProfile } from '../../components/profile/render.tsx'
import { handleKey } from '../../domain/profiles/handle.ts'
import { publicPage } from '../../domain/profiles/public-page.ts'
import { ThemeChoice, themeOf } from '../../domain/themes/schemas.ts'

/** The creator's own page for a frame in their rooms, in a look that is not saved yet if the query names one. */
export const GET: APIRoute = async ({ locals: { platform, user }, url }) => {
	const own = user && (await findOwnProfile(platform.db, user.id))
	const rows = own && (await findPublicProfile(platform.db, handleKey(own.handle)))
	if (!rows) return new Response(null, { status: 404 })
	const shown = publicPage(rows, platform.now(), null)
	const choice = ThemeChoice.safeParse(Object.fromEntries(url.searchParams))
	const page = choice.success ? { ...shown, theme: themeOf(choice.data) } : shown
	const { html, headers } = renderProfile(page, {
		origin: platform.config.origin,
		crypto: platform.crypto,
		isPreview: true,
	})
	return new Response(html, { headers: { ...headers, 'cache-control': 'private, no-store' } })
}
