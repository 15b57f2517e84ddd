import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HranaServer, startHranaServer } from '../../../db/hrana/server.ts'
import { type AtEnd, freshDbFile } from '../../support/db.ts'
import { must } from '../../support/factories.ts'
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts'
import { expectEachOnce, expectSentOn, followers, type Tap } from '../../support/followers.ts'
import type { Served, startNode } from '../../support/server.ts'
import { DESK, theWorld } from '../../support/world.ts'

interface Options {
	/** Milliseconds that a fault lasts: long enough for several batches. */
	lasting: { slow: number; refusing: number; dropping: number }
	/** How long after a fault everything is stored at the latest. */
	recoveryMs: number
	/** Whether the answer waits for the database, and so can say that a tap is stored. */
	saysStored: boolean
}

/** What may go wrong with a database over HTTP, on either runtime, one after the other on one server. */
export function databaseFaults(start: typeof startNode, { lasting, recoveryMs, saysStored }: Options): void {
	const endings: (() => unknown)[] = []
	let [served, server, proxy]: [Served?, HranaServer?, FaultProxy?] = []

	beforeAll(async () => {
		const atEnd: AtEnd = (work) => void endings.unshift(work)
		const file = freshDbFile(atEnd)
		server = await startHranaServer({ file })
		atEnd(server.close)
		proxy = await startFaultProxy(server.url, atEnd)
		served = await start({ file, seed: theWorld, env: { DATABASE_URL: proxy.url, TRUST_PROXY: '1' }, atEnd })
		const warm = followers(served.url, DESK)
		await sleep(500)
		await warm.stop()
	})
	afterAll(async () => {
		for (const work of endings) await work()
	})

	const tapped: Tap[] = []

	/** Followers tap while the fault lasts, and for a while after it. */
	async function during(ms: number, begin: () => void, end: () => void): Promise<Tap[]> {
		const crowd = followers(must(served).url, DESK)
		begin()
		await sleep(ms)
		end()
		await sleep(500)
		const taps = await crowd.stop()
		expectSentOn(taps)
		await expectEachOnce(taps, must(served).db, recoveryMs)
		tapped.push(...taps)
		return taps
	}

	const complaints = () =>
		must(served)
			.log()
			.match(/could not be stored yet|comes again/g)?.length ?? 0
	const faults = (given: Parameters<HranaServer['setFaults']>[0]) => () => must(server).setFaults(given)

	test.each([
		{ name: 'a database that takes two seconds to answer', ms: lasting.slow, given: { delayMs: 2000 } },
		{ name: 'a database that answers 500', ms: lasting.refusing, given: { status: 500 } },
		{ name: 'a database whose every third answer is lost', ms: lasting.dropping, given: { dropAfterCommitEvery: 3 } },
	])('$name stops nobody and loses nothing', async ({ ms, given }) => {
		const before = complaints()
		await during(ms, faults(given), faults({}))
		expect(complaints() > before).toBe(!('delayMs' in given))
	})

	test('a database that is down for ten seconds stops nobody and loses nothing', async () => {
		const taps = await during(10_000, must(proxy).down, must(proxy).up)
		expect(taps.slice(0, 300).map((one) => one.outcome)).not.toContain('stored')
	})

	test('afterwards all is as before without a restart, and nothing that came twice was counted twice', async () => {
		const taps = await during(500, faults({}), faults({}))
		expect(taps.slice(10).some((one) => one.outcome === 'stored')).toBe(saysStored)
		await expectEachOnce(tapped, must(served).db)
		const health = await fetch(`${must(served).url}/healthz`)
		expect([health.status, await health.json()]).toEqual([200, { database: 'up', dropped: 0 }])
	})
}
