import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { frontDoor } from '../../functions/edge.ts'
import { openFrontDoor } from '../../functions/node-http.ts'
import type { Doubt } from '../../functions/proxy-doubt.ts'
import { askOf } from '../../functions/web-http.ts'
import { NOBODY, type Trust, trustIn } from '../../src/domain/address.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { PREVIEW_BOT, SAFARI_IPHONE, TIKTOK_ANDROID } from '../support/agents.ts'
import { freshDb } from '../support/db.ts'
import { must } from '../support/factories.ts'
import { testPlatform } from '../support/platform.ts'
import { DESK, theWorld } from '../support/world.ts'

/** The same facts, as a proxy's header and an address say them on Node and as Cloudflare says them on Workers. */
interface Facts {
	name: string
	headers: Record<string, string>
	address: string
	asn: number
	bucket: string
}

const ordinary = { 'accept-language': 'nb' }
const facts: Facts[] = [
	{
		name: 'home',
		headers: { 'user-agent': TIKTOK_ANDROID, ...ordinary },
		address: '84.208.20.110',
		asn: 2119,
		bucket: 'counted',
	},
	{
		name: 'relay',
		headers: { 'user-agent': SAFARI_IPHONE, ...ordinary },
		address: '172.224.226.1',
		asn: 36183,
		bucket: 'counted',
	},
	{
		name: 'relay, no language',
		headers: { 'user-agent': SAFARI_IPHONE },
		address: '172.224.226.1',
		asn: 36183,
		bucket: 'counted',
	},
	{
		name: 'VPN among servers',
		headers: { 'user-agent': SAFARI_IPHONE, ...ordinary },
		address: '3.5.140.2',
		asn: 16509,
		bucket: 'counted',
	},
	{
		name: 'servers, no language',
		headers: { 'user-agent': SAFARI_IPHONE },
		address: '3.5.140.2',
		asn: 16509,
		bucket: 'bot',
	},
	{
		name: 'servers by IPv6, no language',
		headers: { 'user-agent': SAFARI_IPHONE },
		address: '2600:1f14:fff::1',
		asn: 16509,
		bucket: 'bot',
	},
	{
		name: 'home, no language',
		headers: { 'user-agent': SAFARI_IPHONE },
		address: '84.208.20.110',
		asn: 2119,
		bucket: 'counted',
	},
	{
		name: 'a bot at home',
		headers: { 'user-agent': PREVIEW_BOT, ...ordinary },
		address: '84.208.20.110',
		asn: 2119,
		bucket: 'bot',
	},
	{
		name: 'prefetch',
		headers: { 'user-agent': SAFARI_IPHONE, 'sec-purpose': 'prefetch', ...ordinary },
		address: '84.208.20.110',
		asn: 2119,
		bucket: 'preload',
	},
]

async function open() {
	const db = freshDb()
	await theWorld(db)
	return testPlatform(db)
}

/** What a tap becomes by way of `node:http`, behind a proxy that is trusted or not. */
async function onNode(
	{ headers, address }: Pick<Facts, 'headers' | 'address'>,
	trustProxy: Trust = { hops: 1 },
	tell?: (doubt: Doubt) => void,
): Promise<Hit> {
	const { platform, hits } = await open()
	const door = await openFrontDoor({ ...platform, config: { ...platform.config, trustProxy } }, tell)
	const server = createServer((request, response) => door(request, response, () => response.end()))
	onTestFinished(() => void server.close())
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	const { port } = server.address() as AddressInfo
	const status = await new Promise((resolve, reject) => {
		const options = { port, path: `/go/${DESK}`, headers: { ...headers, 'x-forwarded-for': `10.0.0.1, ${address}` } }
		httpRequest(options, (response) => resolve(response.resume().statusCode))
			.on('error', reject)
			.end()
	})
	expect(status).toBe(302)
	return must(hits[0])
}

/** The bucket that a tap gets by way of a Worker's request. */
async function onWorkers({ headers, address, asn }: Facts): Promise<string> {
	const { platform, hits } = await open()
	const request = new Request(`https://vitrine.example/go/${DESK}`, {
		headers: { ...headers, 'cf-connecting-ip': address },
	})
	const answer = await frontDoor(askOf(Object.assign(request, { cf: { asn, country: 'NO' } })), platform)
	expect(answer?.status).toBe(302)
	return must(hits[0]).bucket
}

test.each(facts)('$name is $bucket on both runtimes', async (given) => {
	expect([(await onNode(given)).bucket, await onWorkers(given)]).toEqual([given.bucket, given.bucket])
})

test('what a proxy says of an address and its country is believed only where there is one', async () => {
	const given = { headers: { 'user-agent': SAFARI_IPHONE, 'x-country': 'SE' }, address: '3.5.140.2' }
	expect(await onNode(given)).toMatchObject({ bucket: 'bot', country: 'SE' })
	expect(await onNode(given, NOBODY)).toMatchObject({ bucket: 'counted', country: null })
	const nowhere = { ...given, headers: { ...given.headers, 'x-country': 'T1' } }
	expect((await onNode(nowhere)).country).toMatch(/^[A-Z]{2}$/)
})

/** What one follower's request looks like when it has come through these proxies, and the setting that fits them. */
const WAYS: [name: string, forwarded: (follower: string) => string, trust: Trust][] = [
	['one proxy', (follower) => follower, { hops: 1 }],
	['one that adds ports', (follower) => `${follower}:50101`, { hops: 1 }],
	['Cloudflare before one', (follower) => `${follower}, 172.70.1.1`, { hops: 2 }],
	['a list of networks', (follower) => `6.6.6.6, ${follower}, 172.70.1.1`, must(trustIn(['private', '172.64.0.0/13']))],
]

test.each(WAYS)('behind %s each follower is one of their own', async (_, forwarded, trust) => {
	const seen = [1, 2, 3].map(async (n) => {
		const headers = { 'user-agent': SAFARI_IPHONE, ...ordinary }
		return onNode({ headers, address: forwarded(`84.208.20.11${n}`) }, trust)
	})
	const hits = await Promise.all(seen)
	expect(new Set(hits.map(({ visitor }) => visitor)).size).toBe(3)
	expect(hits.map(({ country }) => country)).toEqual(['NO', 'NO', 'NO'])
})

test.each<[doubt: string | null, headers: Record<string, string>, address: string, trust: Trust]>([
	['unbelieved', {}, '84.208.20.110', NOBODY],
	['inner', {}, '172.17.0.1', { hops: 1 }],
	['cloudflare', { 'cf-connecting-ip': '84.208.20.110' }, '172.70.1.1', { hops: 1 }],
	[null, { 'cf-connecting-ip': '2A01:79C:0::1' }, '2a01:79c::1, 172.70.1.1', { hops: 2 }],
	[null, {}, '84.208.20.110', { hops: 1 }],
])('a setting that does not fit the proxies raises the doubt %j', async (doubt, headers, address, trust) => {
	const told: string[] = []
	await onNode({ headers, address }, trust, (one) => told.push(one))
	expect(new Set(told)).toEqual(new Set(doubt ? [doubt] : []))
})
