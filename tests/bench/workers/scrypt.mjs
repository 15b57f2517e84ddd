import { scryptSync } from 'node:crypto'

/** One password hash a request, as the sign-in makes it. */
export default {
	fetch(request) {
		if (new URL(request.url).pathname === '/hash')
			scryptSync('correct horse battery staple', 'sixteen bytes ok', 32, {
				N: 2 ** 14,
				r: 8,
				p: 5,
				maxmem: 64 * 1024 * 1024,
			})
		return new Response('done')
	},
}
