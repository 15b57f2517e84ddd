import type { IncomingMessage, ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import type { Target } from '../src/domain/links/redirect.ts'
import { frontDoor } from './edge.ts'
import type { Answer, Ask } from './http.ts'
import { openCountries } from './platform/node/country.ts'
import { hostingAsn } from './platform/node/hosting-networks.ts'
import type { Platform } from './platform/platform.ts'

type Door = (request: IncomingMessage, response: ServerResponse, next: () => unknown) => void

/** The front door for `node:http`; `next` is called for what it leaves to Astro. */
export async function openFrontDoor(platform: Platform): Promise<Door> {
	const askOf = await askReader(platform.config.trustProxy)
	await rehearse(askOf, platform)
	return (request, response, next) => {
		try {
			const answer = frontDoor(askOf(request), platform)
			if (!(answer instanceof Promise)) send(answer, response, next)
			else answer.then((settled) => send(settled, response, next)).catch((error) => fail(error, response))
		} catch (error) {
			fail(error, response)
		}
	}
}

const REHEARSALS = 64
/** An id of the right form that no link has: made ones are never this regular. */
const NOBODYS = 'aaaaaaaaaa'

/**
 * Goes through a tap before the first follower does, who would wait some fifty milliseconds for code that has never run.
 * Nothing is stored and nothing is remembered.
 */
async function rehearse(askOf: (request: IncomingMessage) => Ask, platform: Platform): Promise<void> {
	const { targets } = platform
	const target: Target = { blockId: 0, profileId: 0, handle: '', url: 'https://shop.example/', isGone: false, tags: [] }
	const dry: Platform = {
		...platform,
		recordHit: async (hit) => (await hit) && 'late',
		noteHit: () => {},
		targets: { ...targets, block: async () => target },
	}
	const headers = {
		host: 'localhost',
		'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148',
		'accept-language': 'en',
	}
	await targets.block(NOBODYS)
	const request = { method: 'GET', url: `/go/${NOBODYS}`, headers, socket: { remoteAddress: '127.0.0.1' } }
	for (let n = 0; n < REHEARSALS; n++) await frontDoor(askOf(request as unknown as IncomingMessage), dry)
}

/** Reads addresses and countries; a proxy's headers are believed only where the operator says that there is one. */
async function askReader(trustProxy: boolean): Promise<(request: IncomingMessage) => Ask> {
	const countryOf = await openCountries()
	return (request) => {
		const url = request.url ?? '/'
		const mark = url.indexOf('?')
		const address = () => (trustProxy ? forwardedAddress(request) : undefined) ?? request.socket.remoteAddress ?? ''
		return {
			method: request.method ?? 'GET',
			path: mark === -1 ? url : url.slice(0, mark),
			query: mark === -1 ? '' : url.slice(mark + 1),
			header: (name) => request.headers[name] as string | undefined,
			address,
			country: () => (trustProxy ? proxyCountry(request) : null) ?? countryOf(unmapped(address())),
			asn: () => hostingAsn(unmapped(address())),
		}
	}
}

/** An IPv4 address, as a socket for both families shows it, as itself. */
const unmapped = (address: string): string => address.replace(/^::ffff:/, '')

/** The last address of the list is the one that our own proxy saw and wrote. */
function forwardedAddress(request: IncomingMessage): string | undefined {
	const last =
		String(request.headers['x-forwarded-for'] ?? '')
			.split(',')
			.at(-1)
			?.trim() ?? ''
	return isIP(last) ? last : undefined
}

function proxyCountry(request: IncomingMessage): string | null {
	const country = String(request.headers['cf-ipcountry'] ?? request.headers['x-country'] ?? '')
	return /^[A-Z]{2}$/.test(country) && country !== 'XX' ? country : null
}

function send(answer: Answer | null | undefined, response: ServerResponse, next: () => unknown): void {
	if (!answer) return void next()
	response.writeHead(answer.status, answer.headers)
	response.end(answer.body ?? undefined)
}

function fail(error: unknown, response: ServerResponse): void {
	console.error('The front door failed.', error)
	if (!response.headersSent)
		response.writeHead(503, { 'cache-control': 'no-store', 'content-type': 'text/plain', 'retry-after': '1' })
	response.end('Please try again in a moment.')
}
