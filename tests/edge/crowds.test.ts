import { describe, expect, test } from 'vitest'
import { frontDoor } from '../../functions/edge.ts'
import { openCrowds } from '../../functions/platform/crowd.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { gatherExcess } from '../../functions/platform/excess.ts'
import { CROWD_LIMITS, MOST_ON_ALL_PAGES } from '../../src/domain/clicks/crowd.ts'
import { PREVIEW_BOT } from '../support/agents.ts'
import { freshDb } from '../support/db.ts'
import { NOON } from '../support/factories.ts'
import { anAsk, testPlatform } from '../support/platform.ts'
import { CODE, DESK, theWorld } from '../support/world.ts'

const { gateway, household } = CROWD_LIMITS
const MINUTE = 60_000
const V4 = '203.0.113.7'

async function open() {
	const db = freshDb()
	await theWorld(db)
	const opened = testPlatform(db)
	let serial = 0
	/** So many requests at once, each by another phone; how many of them are kept, and how many are only counted. */
	async function ask(times: number, path = `/go/${DESK}`, given: Parameters<typeof anAsk>[1] = {}) {
		const before = [opened.hits.length, opened.excess.length] as const
		const answers = []
		for (let n = 0; n < times; n++) {
			const headers = { 'user-agent': `Mozilla/5.0 (iPhone) v${serial++}`, ...given.headers }
			answers.push(await frontDoor(anAsk(path, { ...given, headers }), opened.platform))
		}
		await opened.settled()
		const statuses = new Set(answers.map((answer) => answer?.status))
		return { kept: opened.hits.length - before[0], counted: opened.excess.length - before[1], statuses }
	}
	return { ...opened, ask }
}

describe('one address on one page', () => {
	test('is kept hit by hit up to a limit a minute, then counted, and always sent on', async () => {
		const { ask, clock } = await open()
		const flood = await ask(300)
		expect(flood).toEqual({ kept: gateway.perMinute, counted: 300 - gateway.perMinute, statuses: new Set([302]) })
		expect((await ask(1, undefined, { address: '203.0.113.8' })).kept).toBe(1)
		clock.now += MINUTE
		expect((await ask(300)).kept).toBe(gateway.perMinute)
	})

	test('has one limit for everything that it does there, whatever that is', async () => {
		const { ask, excess } = await open()
		await ask(gateway.perMinute - 4)
		const others = [
			await ask(1, '/hit?k=view&p=mayalamps', { method: 'POST' }),
			await ask(1, `/hit?k=copy&b=${CODE}`, { method: 'POST' }),
			await ask(1, undefined, { headers: { 'user-agent': PREVIEW_BOT } }),
			await ask(1, undefined, { headers: { purpose: 'prefetch' } }),
		]
		expect(others.map(({ kept }) => kept)).toEqual([1, 1, 1, 1])
		await ask(5, undefined, { headers: { 'user-agent': PREVIEW_BOT } })
		await ask(1, '/hit?k=share&p=mayalamps', { method: 'POST' })
		await ask(1, `/hit?k=fail&b=${CODE}`, { method: 'POST' })
		expect(excess.map(({ kind }) => kind)).toEqual([...Array(5).fill('click'), 'share', 'fail'])
	})

	test('has a limit an hour beside it, which only what was kept uses up', async () => {
		const { ask, clock } = await open()
		const kept: number[] = []
		for (let minute = 0; minute < 60; minute++, clock.now += MINUTE) kept.push((await ask(40)).kept)
		expect(kept.reduce((sum, n) => sum + n)).toBe(gateway.perHour)
		expect(kept.slice(0, 30)).toEqual(Array(30).fill(40))
		expect((await ask(1)).kept).toBe(1)
	})

	test('is a household of IPv6, with limits of its own', async () => {
		const { ask } = await open()
		expect((await ask(70, undefined, { address: '2001:db8:1:2:3::4' })).kept).toBe(household.perMinute)
		expect((await ask(1, undefined, { address: '2001:db8:1:2:ffff::9' })).kept).toBe(0)
		expect((await ask(1, undefined, { address: '2001:db8:1:3::4' })).kept).toBe(1)
	})

	test.each(['10.0.0.7', '127.0.0.1', '::1', '100.64.0.9', ''])('has none when it is inner, as %j', async (address) => {
		const { ask } = await open()
		expect((await ask(300, undefined, { address })).kept).toBe(300)
	})
})

describe('what is remembered', () => {
	const isBeyondAt = (crowds: ReturnType<typeof openCrowds>, address: string, pages: number, at = NOON) =>
		Array.from({ length: pages }, (_, page) => crowds.isBeyond(address, page + 1, at))

	test('an address has a limit on all pages together, which grows with none of them', () => {
		const crowds = openCrowds(crypto.randomBytes)
		const beyond = isBeyondAt(crowds, V4, 2000)
		expect(beyond.indexOf(true)).toBe(MOST_ON_ALL_PAGES)
		expect(beyond.filter((is) => !is)).toHaveLength(MOST_ON_ALL_PAGES)
		expect(isBeyondAt(crowds, V4, 1, NOON + 60 * MINUTE)).toEqual([false])
	})

	test('is bounded in bytes, forgotten with the day, and holds no address', () => {
		const asked: number[] = []
		const crowds = openCrowds((length) => {
			asked.push(length)
			return crypto.randomBytes(length)
		})
		for (let n = 0; n < 150_000; n++) crowds.isBeyond(`5.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, 1, NOON)
		const keys = asked.length
		expect(crowds.bytes).toBeLessThanOrEqual(16 * 2 ** 20)
		expect(crowds.bytes).toBeGreaterThan(8 * 2 ** 20)
		expect(JSON.stringify(crowds)).not.toContain('5.1.')
		crowds.isBeyond(V4, 1, NOON + 24 * 60 * MINUTE)
		expect(crowds.bytes).toBeLessThan(1000)
		expect(asked.length).toBe(keys + 1)
	})
})

describe('what is counted', () => {
	test('is one hit of so many times for each page and kind, the oldest twenty first', () => {
		const excess = gatherExcess(crypto.randomBytes)
		for (let n = 0; n < 1000; n++) excess.add(1, 'click', NOON + n)
		for (let page = 2; page < 32; page++) excess.add(page, 'view', NOON)
		const [first, ...others] = excess.take()
		expect(first).toMatchObject({ profileId: 1, kind: 'click', bucket: 'excess', at: NOON, times: 1000, visitor: null })
		expect(others).toHaveLength(19)
		expect([excess.take().length, excess.isEmpty, excess.take()]).toEqual([11, true, []])
	})

	test('has so much room and no more', () => {
		const excess = gatherExcess(crypto.randomBytes)
		const added = Array.from({ length: 10_001 }, (_, page) => excess.add(page, 'view', NOON))
		expect([added[9999], added[10_000], excess.add(5, 'view', NOON)]).toEqual([true, false, true])
	})
})
