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
