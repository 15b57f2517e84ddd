import { mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSpool } from '../../functions/platform/node/spool.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { freshFolder } from '../support/db.ts'
import { aHit } from '../support/hits.ts'

const lineOf = (hit: Hit) => `${JSON.stringify(hit)}\n`

async function open(folder = freshFolder(), limitBytes?: number) {
	const dropped: number[] = []
	const spool = await openSpool(folder, (hits) => dropped.push(hits), limitBytes)
	const drained = async () => {
		const hits: Hit[] = []
		await spool.drain(100, async (some) => void hits.push(...some))
		return hits
	}
	return { spool, folder, dropped, drained }
}

test('gives back what it was given, oldest first, and then is empty', async () => {
	const { spool, folder, drained } = await open()
	const hits = Array.from({ length: 250 }, () => aHit())
	for (const hit of hits) await spool.append([hit])
	expect(await drained()).toEqual(hits)
	expect([spool.hasHits(), readdirSync(folder)]).toEqual([false, []])
})

test('a line that a crash cut off does not spoil the next one', async () => {
	const folder = freshFolder()
	const [first, next] = [aHit(), aHit()]
	writeFileSync(join(folder, 'hits.jsonl'), `${lineOf(first)}{"id":"cut o`)
	const { spool, drained } = await open(folder)
	await spool.append([next])
	expect(await drained()).toEqual([first, next])
})

test('what an earlier process left is never written over, whatever the clock said then', async () => {
	const folder = freshFolder()
	const [left, fresh] = [aHit(), aHit()]
	writeFileSync(join(folder, `aside-${Date.now() + 3_600_000}.jsonl`), lineOf(left))
	const { spool, drained } = await open(folder)
	await spool.append([fresh])
	const refusal = spool.drain(100, () => Promise.reject(new Error('still down')))
	await expect(refusal).rejects.toThrow('still down')
	expect(await drained()).toEqual([left, fresh])
})

test('reads back one small file at a time, so that a long outage does not fill the memory', async () => {
	const { spool, folder, drained } = await open()
	const some = Array.from({ length: 5000 }, () => aHit())
	for (let i = 0; i < 10; i++) await spool.append(some)
	const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size)
	expect(sizes.length).toBeGreaterThan(1)
	expect(Math.max(...sizes)).toBeLessThan(8 * 1024 * 1024)
	expect((await drained()).length).toBe(50_000)
})

test('a flood is written together, so that it does not wait in memory for as many writes', async () => {
	const { spool, folder } = await open()
	const hits = Array.from({ length: 1000 }, () => aHit())
	const [first] = hits.map((hit) => spool.append([hit]))
	await first
	expect(readFileSync(join(folder, 'hits.jsonl'), 'utf8')).toBe(hits.map(lineOf).join(''))
})

test('a flood is written in pieces that can be read back one at a time', async () => {
	const { spool, folder, drained } = await open()
	const some = Array.from({ length: 1000 }, () => aHit())
	await Promise.all(Array.from({ length: 50 }, () => spool.append(some)))
	const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size)
	expect(Math.max(...sizes)).toBeLessThan(9 * 1024 * 1024)
	expect(await drained()).toHaveLength(50_000)
})

test('drops what does not fit or cannot be written, says so, and takes hits again afterwards', async () => {
	const hit = aHit()
	const { spool, folder, dropped, drained } = await open(freshFolder(), Buffer.byteLength(lineOf(hit)))
	await spool.append([hit, hit])
	expect(dropped).toEqual([2])
	mkdirSync(join(folder, 'hits.jsonl'))
	await spool.append([hit])
	expect([dropped, spool.hasHits()]).toEqual([[2, 1], false])
	rmdirSync(join(folder, 'hits.jsonl'))
	await spool.append([hit])
	expect(await drained()).toEqual([hit])
})
