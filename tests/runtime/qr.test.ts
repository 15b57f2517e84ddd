import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { readPng, readSvg } from '../support/qr.ts'
import { startEdge, startNode } from '../support/server.ts'
import { theWorld } from '../support/world.ts'

const URL = 'https://vitrine.example/maya.lamps?s=qr'

describe.each([
	['Node', startNode],
	['workerd', startEdge],
])('GET /qr/{handle} on %s', (_, start) => {
	test('is a picture that reads as the tagged URL, for any spelling of the handle', async () => {
		const { url } = await start({ seed: theWorld, env: { ORIGIN: 'https://vitrine.example' } })
		const svg = await fetch(`${url}/qr/maya.lamps.svg`)
		expect([svg.headers.get('content-type'), svg.headers.get('cache-control'), readSvg(await svg.text()).text]).toEqual(
			['image/svg+xml', 'public, max-age=3600', URL],
		)
		const png = await fetch(`${url}/qr/MayaLamps.png?ec=H&size=700&margin=2`)
		expect(png.headers.get('content-type')).toBe('image/png')
		expect(readPng(await png.bytes())).toEqual({ text: URL, width: 1024, height: 1024 })

		const refused = await fetch(`${url}/qr/maya.lamps.png?size=9000`, { headers: { 'accept-language': 'nb' } })
		expect([refused.status, await refused.text()]).toEqual([400, 'Størrelsen er 512, 1024 eller 2048 piksler.'])
		for (const path of ['/qr/nobody.svg', '/qr/maya.lamps', '/qr/maya.lamps.gif', '/qr/.svg'])
			expect((await fetch(url + path)).status, path).toBe(404)
	})
})

/** Milliseconds that the page takes, asked for again and again for a while: the median. */
async function medianOfPage(url: string, ms: number): Promise<number> {
	const took: number[] = []
	for (const end = performance.now() + ms; performance.now() < end; ) {
		const began = performance.now()
		await (await fetch(`${url}/maya.lamps`)).text()
		took.push(performance.now() - began)
		await sleep(10)
	}
	return took.toSorted((a, b) => a - b)[took.length >> 1] ?? Number.NaN
}

test('followers hardly wait while a stranger asks for twenty large codes a second, each another', async () => {
	const { url } = await startNode({ seed: theWorld })
	const codes = ['L', 'M', 'Q', 'H'].flatMap((ec) =>
		Array.from({ length: 17 }, (_, margin) => `ec=${ec}&margin=${margin}`),
	)
	await medianOfPage(url, 500)
	const alone = await medianOfPage(url, 1500)
	const asked: Promise<number>[] = []
	const stranger = setInterval(() => {
		const code = codes.pop()
		if (code) asked.push(fetch(`${url}/qr/maya.lamps.png?size=2048&${code}`).then(({ status }) => status))
	}, 50)
	const beside = await medianOfPage(url, 3000)
	clearInterval(stranger)
	console.info(
		`A page took ${alone.toFixed(1)} ms, and ${beside.toFixed(1)} ms beside ${asked.length / 3} codes a second.`,
	)
	expect(new Set(await Promise.all(asked))).toEqual(new Set([200]))
	expect(asked.length).toBeGreaterThan(40)
	// Drawing one took 46 to 65 ms of the same thread.
	expect(beside).toBeLessThan(2 * alone + 15)
})
