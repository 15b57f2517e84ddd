import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { classify } from '../../../src/domain/clicks/classify.ts'
import { readAgent } from '../../../src/domain/clicks/client.ts'

/**
 * User agents seen in the wild, each with where it was taken from; made-up ones say so. The sources are the fixtures of isbot
 * (Unlicense), crawler-user-agents (MIT), user-agents (BSD-2-Clause), ua-parser-js 0.7 (MIT) and is-ua-webview (ISC), and public threads.
 */
const [, ...rows] = readFileSync(new URL('../../fixtures/user-agents.tsv', import.meta.url), 'utf8')
	.trimEnd()
	.split('\n')
const agents = rows.map((row) => {
	const [source = '', bucket, app, device, userAgent = ''] = row.split('\t')
	return { source, bucket, app, device, userAgent }
})

const fromHome = { method: 'GET', purpose: '', language: 'nb', asn: () => null, isOwner: false }

test('the table is long and says where its rows come from', () => {
	expect(agents.filter(({ source }) => source !== 'made up').length).toBeGreaterThanOrEqual(120)
	expect(new Set(agents.map(({ userAgent }) => userAgent)).size).toBe(agents.length)
})

test.each(agents)('$bucket, $app, $device: $userAgent', ({ bucket, app, device, userAgent }) => {
	const agent = readAgent(userAgent)
	expect({ bucket: classify({ ...fromHome, agent }), app: agent.app, device: agent.device }).toEqual({
		bucket,
		app,
		device,
	})
})

test('a person is a person behind any relay, VPN or server network, when nothing else is odd', () => {
	for (const { bucket, userAgent } of agents) {
		if (bucket !== 'counted') continue
		for (const asn of [13335, 36183, 54113, 212238, 9009, 136787, 16509, 24940])
			expect(classify({ ...fromHome, agent: readAgent(userAgent), asn: () => asn }), userAgent).toBe('counted')
	}
})
