import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type HitSink, openHitSink } from '../../functions/platform/node/hit-sink.ts'
import { openSpool } from '../../functions/platform/node/spool.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { freshDb, freshFolder } from '../support/db.ts'
import { aHit } from '../support/hits.ts'
import { until } from '../support/server.ts'

interface Options {
	store: (hits: Hit[]) => Promise<void>
	folder?: string
	limitBytes?: number
}

async function open({ store, folder = freshFolder(), limitBytes }: Options) {
	const dropped: number[] = []
	const troubles: unknown[] = []
	const spool = await openSpool(folder, (hits) => dropped.push(hits), limitBytes)
	const sink: HitSink = openHitSink(store, spool, (error) => troubles.push(error))
	onTestFinished(() => sink.close())
	return { sink, spool, dropped, troubles, folder }
}

const countOf = async (db: ReturnType<typeof freshDb>) =>
	Number((await db.$client.execute('select count(*) as n from hits')).rows[0]?.n)

test('what gathers while one batch is written is the next batch', async () => {
	const batches: number[] = []
	let release = () => {}
	const held = new Promise<void>((resolve) => {
		release = resolve
	})
	const { sink } = await open({
		store: (hits) => {
			batches.push(hits.length)
			return held
		},
	})
	void sink.record(aHit())
	await until(() => batches.length === 1)
	for (let i = 0; i < 9; i++) void sink.record(aHit())
	release()
	await until(() => batches.length === 2)
	expect(batches).toEqual([1, 9])
})

test('followers who come one turn of the event loop after the other share a commit', async () => {
	const clock = vi.spyOn(performance, 'now').mockReturnValue(1)
	onTestFinished(() => clock.mockRestore())
	const batches: number[] = []
	const { sink } = await open({ store: async (hits) => void batches.push(hits.length) })
	const followers = [sink.record(aHit())]
	for (let turn = 0; turn < 9; turn++) {
		await new Promise((resolve) => setImmediate(resolve))
		followers.push(sink.record(aHit()))
	}
	await Promise.all(followers)
	expect(batches).toEqual([10])
})

test('hits that nobody waits for gather, and go with the next one that somebody waits for', async () => {
	const batches: number[] = []
	const { sink } = await open({ store: async (hits) => void batches.push(hits.length) })
	for (let i = 0; i < 9; i++) sink.note(aHit({ bucket: 'bot', visitor: null }))
	expect(batches).toEqual([])
	expect(await sink.record(aHit())).toBe('stored')
	expect(batches).toEqual([10])
	sink.note(aHit({ bucket: 'bot', visitor: null }))
	await until(() => batches.length === 2)
	expect(batches).toEqual([10, 1])
})

test('what has gathered behind a stalled disk goes in few batches, none of them without end', async () => {
	const batches: number[] = []
	const releases: (() => void)[] = []
	const { sink } = await open({
		store: (hits) => {
			batches.push(hits.length)
			return new Promise((resolve) => void releases.push(resolve))
		},
	})
	const release = async (commits: number) => {
		await until(() => batches.length === commits)
		releases.shift()?.()
	}
	for (let i = 0; i < 10_001; i++) sink.note(aHit({ bucket: 'bot', visitor: null }))
	for (const commits of [1, 2, 3]) await release(commits)
	expect(batches).toEqual([4000, 4000, 2001])
})

test('closing stores what nobody waited for', async () => {
	const stored: Hit[] = []
	const { sink } = await open({ store: async (hits) => void stored.push(...hits) })
	for (let i = 0; i < 1200; i++) sink.note(aHit())
	await sink.close()
	expect(stored).toHaveLength(1200)
})

test('a hit that is on disk in time is answered as stored', async () => {
	const { sink } = await open({ store: async () => {} })
	expect(await sink.record(aHit())).toBe('stored')
})

test('a follower waits 50 ms for a slow disk, and the hit is stored all the same', async () => {
	const db = freshDb()
	let isWriting = false
	let release = () => {}
	const held = new Promise<void>((resolve) => (release = resolve))
	const { sink } = await open({
		store: (hits) => {
			isWriting = true
			return held.then(() => ingestHits(db, hits))
		},
	})
	const before = performance.now()
	const first = sink.record(aHit())
	await until(() => isWriting)
	const behindIt = sink.record(aHit())
	expect(await Promise.all([first, behindIt])).toEqual(['late', 'late'])
	expect(performance.now() - before).toBeGreaterThan(45)
	release()
	await until(async () => (await countOf(db)) === 2)
})

test('a hit that was stored while the server stood still was not late', async () => {
	const { port1, port2 } = new MessageChannel()
	onTestFinished(() => port1.close())
	const { sink } = await open({
		store: () => {
			const heard = once(port1, 'message').then(() => {})
			port2.postMessage('stored')
			standStill(100)
			return heard
		},
	})
	expect(await sink.record(aHit())).toBe('stored')
})

test('time in which the server stood still is not time that a follower waited for the disk', async () => {
	let release = () => {}
	const held = new Promise<void>((resolve) => (release = resolve))
	const { sink } = await open({ store: () => held })
	const answer = sink.record(aHit())
	standStill(100)
	setTimeout(release, 10)
	expect(await answer).toBe('stored')
})

/** As a collection or another process on the core does to a server. */
function standStill(ms: number): void {
	const end = performance.now() + ms
	while (performance.now() < end);
}

test('what the database refuses goes to disk and comes back once, when the database does', async () => {
	const db = freshDb()
	let isDown = true
	const { sink, spool, troubles } = await open({
		store: (hits) => (isDown ? Promise.reject(new Error('down')) : ingestHits(db, hits)),
	})
	expect(await Promise.all([sink.record(aHit()), sink.record(aHit())])).toEqual(['late', 'late'])
	expect([spool.hasHits(), troubles.length > 0]).toEqual([true, true])
	isDown = false
	await until(() => !spool.hasHits())
	expect(await countOf(db)).toBe(2)
	expect(await sink.record(aHit())).toBe('stored')
})

test('what a killed server left on disk is stored by the next one, but for a line that was cut off', async () => {
	const db = freshDb()
	const folder = freshFolder()
	writeFileSync(join(folder, 'hits.jsonl'), `${JSON.stringify(aHit())}\n${JSON.stringify(aHit())}\n{"id":"aaaa`)
	const { spool } = await open({ store: (hits) => ingestHits(db, hits), folder })
	await until(() => !spool.hasHits())
	expect(await countOf(db)).toBe(2)
	expect(readdirSync(folder)).toEqual([])
})

test('closing stores what is in flight, or leaves it on disk', async () => {
	const folder = freshFolder()
	const { sink } = await open({ store: () => Promise.reject(new Error('down')), folder })
	void sink.record(aHit())
	await sink.close()
	expect(readdirSync(folder)).toEqual(['hits.jsonl'])
})

test('whoever comes when the memory is full is sent on without waiting for the disk', async () => {
	let release = () => {}
	const stalled = new Promise<void>((resolve) => (release = resolve))
	const { sink, spool } = await open({ store: () => stalled })
	onTestFinished(() => release())
	const append = vi.spyOn(spool, 'append').mockReturnValue(stalled)
	for (let i = 0; i < 50_000; i++) sink.note(aHit({ bucket: 'bot', visitor: null }))
	const last = aHit()
	expect(await sink.record(last)).toBe('late')
	expect(append).toHaveBeenCalledExactlyOnceWith([last])
})

test('a full spool drops and says how many', async () => {
	const { sink, dropped } = await open({ store: () => Promise.reject(new Error('down')), limitBytes: 100 })
	expect(await sink.record(aHit())).toBe('late')
	await until(() => dropped.length > 0)
	expect(dropped).toEqual([1])
})

/** A spool of a hundred batches, each of which takes a while. */
async function openFullSpool() {
	const folder = freshFolder()
	const left = Array.from({ length: 50_000 }, () => aHit({ bucket: 'bot', visitor: null }))
	writeFileSync(join(folder, 'hits.jsonl'), left.map((hit) => `${JSON.stringify(hit)}\n`).join(''))
	const stored: Hit[] = []
	const store = async (hits: Hit[]) => {
		await new Promise((resolve) => setTimeout(resolve, 5))
		stored.push(...hits)
	}
	return { ...(await open({ store, folder })), stored, left: left.length }
}

test('a follower who comes while the spool is stored waits for one batch of it', async () => {
	const { sink, stored, left } = await openFullSpool()
	await until(() => stored.length > 0)
	const live = aHit()
	await sink.record(live)
	await until(() => stored.includes(live))
	expect(stored.length).toBeLessThan(left)
})

test('the spool is stored while hits come that nobody waits for', async () => {
	const { sink, spool } = await openFullSpool()
	const noise = setInterval(() => sink.note(aHit({ bucket: 'bot', visitor: null })), 1)
	onTestFinished(() => clearInterval(noise))
	await until(() => !spool.hasHits())
})

test('closing does not wait for the spool, which stays for the next start', async () => {
	const { sink, spool, stored, left, troubles } = await openFullSpool()
	await until(() => stored.length > 0)
	await sink.close()
	expect(stored.length).toBeLessThan(left)
	expect([spool.hasHits(), troubles]).toEqual([true, []])
})
