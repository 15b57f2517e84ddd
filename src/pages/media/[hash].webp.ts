import type { APIRoute } from 'astro'
import { findPicture } from '../../../db/queries/public-profiles.ts'

const HASH = /^[0-9a-f]{32}$/

/** A picture by the hash of its bytes: under one address it never changes. */
export const GET: APIRoute = async ({ params: { hash = '' }, locals }) => {
	const base64 = HASH.test(hash) ? await findPicture(locals.platform.db, hash) : null
	if (base64 === null) return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } })
	const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
	return new Response(bytes, {
		headers: {
			'content-type': 'image/webp',
			'content-length': String(bytes.length),
			'cache-control': 'public, max-age=31536000, immutable',
			'content-security-policy': "default-src 'none'",
		},
	})
}
