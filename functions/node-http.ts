import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { type Sender, senderOf, type Trust } from '../src/domain/address.ts'
import type { Target } from '../src/domain/links/redirect.ts'
import { frontDoor } from './edge.ts'
import { type CommonHeaders, commonHeaders, finished } from './headers.ts'
import { type Answer, type Ask, countryCode, TRY_AGAIN } from './http.ts'
import { openCrowds } from './platform/crowd.ts'
import { openCountries } from './platform/node/country.ts'
import { hostingAsn } from './platform/node/hosting-networks.ts'
import type { Platform } from './platform/platform.ts'
import { type Doubt, doubtOf } from './proxy-doubt.ts'

type Door = (request: IncomingMessage, response: ServerResponse, next?: () => unknown) => void

/**
 * The front door for `node:http`; `next` is called for what it leaves to Astro. `tell` hears of each request whose
 * sender is perhaps not known for what is set.
 */
export async function openFrontDoor(platform: Platform, tell?: (doubt: Doubt) => void): Promise<Door> {
	const countryOf = await openCountries()
	const { trustProxy } = platform.config
	await rehearse(askReader(trustProxy, countryOf), platform)
	return doorOf(askReader(trustProxy, countryOf, tell), platform)
}

function doorOf(askOf: (request: IncomingMessage) => Ask, platform: Platform): Door {
	const common = commonHeaders(platform.config.origin)
	function send(answer: Answer | null | undefined, response: ServerResponse, next?: () => unknown): void {
		if (answer) {
			sendSoon(finished(answer, common), response)
			return
		}
		for (const [name, value] of Object.entries(common.content)) response.setHeader(name, value)
		next?.()
	}
	const fail = (error: unknown, response: ServerResponse) => failWith(error, response, common)
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

const REHEARSALS = 600
/** An id of the right form that no link has: made ones are never this regular. */
const NOBODYS = 'aaaaaaaaaa'

/**
 * Goes through a tap again and again before the first follower does: the first hundreds take ten times as long as those to
 * come, since their code has hardly run. They come by a real connection to a server of their own, which nobody else can
 * reach. Nothing is stored and nothing is remembered.
 */
async function rehearse(askOf: (request: IncomingMessage) => Ask, platform: Platform): Promise<void> {
	const { targets } = platform
	const decision = { kind: 'go', location: 'https://shop.example/' } as const
	const crowds = openCrowds(platform.crypto.randomBytes)
	let followers = 0
	const target: Target = { blockId: 0, profileId: 0, decision, tags: [] }
	const dry: Platform = {
		...platform,
		recordHit: async (hit) => (await hit) && 'late',
		noteHit: () => {},
		isBeyond: (_, profileId, at) => crowds.isBeyond(`198.51.100.${followers++ % 250}`, profileId, at),
		noteExcess: () => {},
		targets: { ...targets, block: () => target },
	}
	await targets.block(NOBODYS)
	const server = createServer(doorOf(askOf, dry)).listen(0, '127.0.0.1')
	await once(server, 'listening')
	const follower = connect((server.address() as AddressInfo).port, '127.0.0.1')
	follower.end(TAP.repeat(REHEARSALS - 1) + LAST_TAP)
	await once(follower.resume(), 'close')
	server.close()
}

const linesOf = (connection: string) =>
	[
		`GET /go/${NOBODYS} HTTP/1.1`,
		'host: localhost',
		`connection: ${connection}`,
		'user-agent: Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148',
		'accept-language: en',
	].map((line) => `${line}\r\n`)

const TAP = `${linesOf('keep-alive').join('')}\r\n`
const LAST_TAP = `${linesOf('close').join('')}\r\n`

/** Reads addresses and countries; a proxy's headers are believed only where the operator says that there is one. */
function askReader(
	trust: Trust,
	countryOf: (address: string) => string | null,
	tell: (doubt: Doubt) => void = () => {},
): (request: IncomingMessage) => Ask {
	return (request) => {
		const { url = '/', method = 'GET', headers, socket } = request
		const mark = url.indexOf('?')
		let known: Sender | undefined
		function sender(): Sender {
			if (known) return known
			known = senderOf(headers['x-forwarded-for'] as string | undefined, socket.remoteAddress ?? '', trust)
			const doubt = doubtOf(headers, known)
			if (doubt) tell(doubt)
			return known
		}
		return {
			method,
			path: mark === -1 ? url : url.slice(0, mark),
			query: mark === -1 ? '' : url.slice(mark + 1),
			header: (name) => headers[name] as string | undefined,
			address: () => sender().address,
			country: () => (sender().isByProxy ? proxyCountry(request) : null) ?? countryOf(sender().address),
			asn: () => hostingAsn(sender().address),
		}
	}
}

const proxyCountry = ({ headers }: IncomingMessage): string | null =>
	countryCode((headers['cf-ipcountry'] ?? headers['x-country']) as string | undefined)

function sendSoon(answer: Answer, response: ServerResponse): void {
	if (unsent.push({ answer, response }) === 1) setImmediate(sendAll)
}

let unsent: { answer: Answer; response: ServerResponse }[] = []

/** The answers of one turn of the event loop leave together: one by one, each would wake the other side anew, at twice the cost. */
function sendAll(): void {
	const leaving = unsent
	unsent = []
	for (const { answer, response } of leaving) {
		try {
			write(answer, response)
		} catch (error) {
			failWith(error, response)
		}
	}
}

function write({ status, headers, body }: Answer, response: ServerResponse): void {
	response.writeHead(status, headers)
	response.end(body ?? undefined)
}

function failWith(error: unknown, response: ServerResponse, common?: CommonHeaders): void {
	console.error('The front door failed.', error)
	if (response.headersSent) response.destroy()
	else write(common ? finished(TRY_AGAIN, common) : TRY_AGAIN, response)
}
