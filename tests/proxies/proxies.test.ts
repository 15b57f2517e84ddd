import { expect, test } from 'vitest'
import { SAFARI_IPHONE } from '../support/agents.ts'
import { type Served, startNode, until } from '../support/server.ts'
import { DESK, theWorld } from '../support/world.ts'
import { getFrom, startCaddy, startCloudflare, startNginx } from './proxies.ts'

const serverTrusting = (TRUST_PROXY: string) =>
	startNode({ seed: theWorld, env: { TRUST_PROXY, ORIGIN: 'https://vitrine.example' } })

const HITS = 'select visitor, bucket, words.text as country from hits left join words on words.id = hits.country'

const FOLLOWERS = ['127.0.0.2', '127.0.0.3', '127.0.0.4']

/** Three followers with the same phone tap one link at once, each with lies in the headers. What became of them. */
async function tapped(url: string, { db }: Served) {
	const lies = { 'x-forwarded-for': '6.6.6.6', 'x-country': 'SE', 'cf-ipcountry': 'SE' }
	const headers = { 'user-agent': SAFARI_IPHONE, 'accept-language': 'nb', ...lies }
	for (const follower of FOLLOWERS) expect((await getFrom(follower, `${url}/go/${DESK}`, headers)).status).toBe(302)
	const rows = async () => (await db.$client.execute(HITS)).rows
	await until(async () => (await rows()).length === FOLLOWERS.length)
	const hits = await rows()
	return {
		visitors: new Set(hits.map(({ visitor }) => String(visitor))).size,
		counted: hits.filter(({ bucket }) => bucket === 0).length,
		countries: [...new Set(hits.map(({ country }) => country))],
	}
}

/** Cloudflare is at 127.0.0.9, the nearest proxy at 127.0.0.1. */
const ALONE = ['1', '127.0.0.1']
const TWO = ['2', '127.0.0.1 127.0.0.9']

test.each([
	['nginx', startNginx],
	['caddy', startCaddy],
])('behind %s each follower is one, and what they claim is not believed', async (_, start) => {
	for (const trust of ALONE) {
		const served = await serverTrusting(trust)
		const { url } = await start(served.url)
		expect(await tapped(url, served), trust).toEqual({ visitors: 3, counted: 3, countries: [null] })
	}
})

test.each([
	['nginx', startNginx],
	['caddy', startCaddy],
])('behind Cloudflare and %s each follower is one, in the country that Cloudflare names', async (_, start) => {
	for (const trust of TWO) {
		const served = await serverTrusting(trust)
		const { url } = await startCloudflare((await start(served.url, true)).url)
		expect(await tapped(url, served), trust).toEqual({ visitors: 3, counted: 3, countries: ['NO'] })
		expect(served.log()).not.toContain('Cloudflare named another sender')
	}
})

test('with one proxy too few in the setting, the log says once that Cloudflare is counted in their place', async () => {
	const served = await serverTrusting('1')
	const { url } = await startCloudflare((await startNginx(served.url, true)).url)
	expect(await tapped(url, served)).toMatchObject({ visitors: 1, counted: 1 })
	await until(() => served.log().includes('Cloudflare named another sender'))
	expect(served.log().match(/Cloudflare named another sender/g)).toHaveLength(1)
})

test('with none in the setting, the log says once that a proxy was not believed', async () => {
	const served = await serverTrusting('0')
	const { url } = await startNginx(served.url)
	expect(await tapped(url, served)).toMatchObject({ visitors: 1, counted: 1 })
	await until(() => served.log().includes('TRUST_PROXY does not trust'))
	expect(served.log().match(/TRUST_PROXY does not trust/g)).toHaveLength(1)
})
