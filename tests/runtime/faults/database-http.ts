import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Faults } from '../../../db/hrana/faults.ts'
import { type HranaServer, startHranaServer } from '../../../db/hrana/server.ts'
import { findMiscounts } from '../../../db/queries/integrity.ts'
import { TRY_AGAIN } from '../../../functions/http.ts'
import { type AtEnd, freshDbFile, inMemory } from '../../support/db.ts'
import { must } from '../../support/factories.ts'
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts'
import { expectEachOnce, expectSentOn, followers, type Tap, withFollowers } from '../../support/followers.ts'
import { type Served, type startNode, until } from '../../support/server.ts'
import { DESK, theWorld } from '../../support/world.ts'

interface Options {
	/** Path of the same server that needs no database; another server when left out, since this one's only thread may be held up. */
	compareWith?: string
	/** How long after a fault everything is stored at the latest. */
	recoveryMs: number
	/** Whether the answer waits for the database, and so can say that a tap is stored. */
	saysStored: boolean
}

const NOTICED_MS = 20_000
const COMPLAINT = /could not be stored yet|comes again/

/** What may go wrong with a database over HTTP, on either runtime, one after the other on one server. */
export function databaseFaults(start: typeof startNode, { compareWith, recoveryMs, saysStored }: Options): void {
	withFollowers()
	const endings: (() => unknown)[] = []
	let [served, server, proxy]: [Served?, HranaServer?, FaultProxy?] = []

	beforeAll(async () => {
		const atEnd: AtEnd = (work) => void endings.unshift(work)
		const file = inMemory(freshDbFile(atEnd), atEnd)
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
	async function during(fault: () => Promise<void>): Promise<Tap[]> {
		const crowd = followers(must(served).url, DESK, compareWith && must(served).url + compareWith)
		await fault()
		await sleep(500)
		const taps = await crowd.stop()
		expectSentOn(taps)
		await expectEachOnce(taps, must(served).db, recoveryMs)
		tapped.push(...taps)
		return taps
	}

	/** The fault lasts until the server has said that it met it. */
	function untilNoticed(faults: Faults): Promise<Tap[]> {
		const complaints = () => must(served).log().split(COMPLAINT).length
		const before = complaints()
		return during(async () => {
			must(server).setFaults(faults)
			await until(() => complaints() > before, NOTICED_MS)
			must(server).setFaults({})
		})
	}

	test('a database that takes two seconds to answer stops nobody and loses nothing', async () => {
		await during(async () => {
			must(server).setFaults({ delayMs: 2000 })
			await sleep(3000)
			must(server).setFaults({})
		})
	})

	test('a database that answers 500 stops nobody and loses nothing', async () => {
		await untilNoticed({ status: 500 })
	})

	test('a database whose every third answer is lost after the commit stops nobody and loses nothing', async () => {
		await untilNoticed({ dropAfterCommitEvery: 3 })
	})

	test('a database that is down for ten seconds stops nobody and loses nothing', async () => {
		const taps = await during(async () => {
			must(proxy).down()
			const unknown = await fetch(`${must(served).url}/go/zzzzzzzzzz`, { redirect: 'manual' })
			expect([unknown.status, unknown.headers.get('retry-after')]).toEqual([503, '1'])
			expect(await unknown.text()).toBe(TRY_AGAIN.body)
			await sleep(10_000)
			must(proxy).up()
		})
		expect(taps.slice(0, 200).map((one) => one.outcome)).not.toContain('stored')
	})

	test('afterwards all is as before without a restart, and nothing that came twice was counted twice', async () => {
		const taps = await during(() => sleep(500))
		expect(taps.slice(10).some((one) => one.outcome === 'stored')).toBe(saysStored)
		await expectEachOnce(tapped, must(served).db)
		expect(await findMiscounts(must(served).db)).toEqual([])
		const health = await fetch(`${must(served).url}/healthz`)
		expect([health.status, await health.json()]).toEqual([200, { database: 'up', dropped: 0 }])
	})
}
