import { readdirSync, readFileSync } from 'node:fs'
import { openDb } from '../../db/client.ts'
import { migrateDb } from '../../db/migrate.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { hitId } from '../../src/domain/ids.ts'
import { SAFARI_IPHONE } from '../support/agents.ts'
import { chance } from '../support/chance.ts'
import { DESK, theWorld } from '../support/world.ts'
import { serve } from './machine.ts'

/** What a queue hands over at most. */
const BATCH = 100
const REQUESTS = 3000
const AT_ONCE = 8
const TICKS_PER_SECOND = 100
const SETTLE_MS = 5000

export interface PerHit {
	rowsWritten: number
	/** Rollups and words included. */
	bytes: number
}

/** Rows that SQLite changes, those of triggers included, for hits on some creators' pages through one day. */
export async function measureWrites(folder: string, creators: number, hits: number): Promise<PerHit> {
	const db = openDb(`file:${folder}/writes-${creators}.db`)
	await migrateDb(db)
	const number = async (query: string) => Number((await db.$client.execute(query)).rows[0]?.[0])
	const next = chance(creators)
	const [rows, pages] = [await number('select total_changes()'), await number('pragma page_count')]
	for (let n = 0; n < hits; n += BATCH)
		await ingestHits(
			db,
			Array.from({ length: BATCH }, (_, i) => aHitAt(Math.floor(((n + i) / hits) * 86_400_000), creators, next)),
		)
	const rowsWritten = ((await number('select total_changes()')) - rows) / hits
	const bytes = (((await number('pragma page_count')) - pages) * (await number('pragma page_size'))) / hits
	db.$client.close()
	return { rowsWritten, bytes }
}

/** Two views to a click; phones, few apps, a dozen countries, twelve links a page. */
function aHitAt(ms: number, creators: number, next: () => number): Hit {
	const at = Date.UTC(2026, 9, 14) + ms
	const pick = <T>(list: readonly T[]): T => list[Math.floor(next() ** 2 * list.length)] as T
	const isView = next() < 2 / 3
	const profileId = 1 + Math.floor(next() * creators)
	return {
		id: hitId(
			at,
			Uint8Array.from({ length: 7 }, () => next() * 256),
		),
		profileId,
		blockId: isView ? 0 : profileId * 12 + Math.floor(next() ** 2 * 12),
		kind: isView ? 'view' : 'click',
		at,
		bucket: 'counted',
		channel: pick(['app:tiktok', 'tag:tt', 'app:instagram', 'unknown']),
		country: pick(['NO', 'SE', 'DK', 'GB', 'US', 'DE', 'NL', 'FI', 'PL', 'FR', 'ES', 'IT']),
		device: pick(['phone', 'desktop', 'tablet']),
		app: pick(['tiktok', 'none', 'instagram']),
		referrer: null,
		visitor: Math.floor(next() * 2 ** 48),
		campaign: null,
	}
}

export interface CpuMs {
	page: number
	view: number
	tap: number
}

/**
 * CPU time of workerd per request, in ms: a cached page; a view and a tap with all that follows, namely the local queue and
 * the consumer, which on Cloudflare's machines are partly not ours to pay. Linux only.
 */
export async function measureCpu(folder: string): Promise<CpuMs> {
	const file = `${folder}/cpu.db`
	const db = openDb(`file:${file}`)
	await migrateDb(db)
	await theWorld(db)
	db.$client.close()
	const server = await serve('tests/bench/servers/workerd.ts', { CONFIG: 'dist/edge/server/wrangler.json', FILE: file })
	const per = async (path: string, method: string) => {
		await ask(server.url + path, method, 200)
		await settled()
		const before = cpuMs(server.child.pid ?? 0)
		await ask(server.url + path, method, REQUESTS)
		await settled()
		return (cpuMs(server.child.pid ?? 0) - before) / REQUESTS
	}
	try {
		return {
			page: await per('/maya.lamps', 'GET'),
			view: await per('/hit?k=view&p=mayalamps', 'POST'),
			tap: await per(`/go/${DESK}`, 'GET'),
		}
	} finally {
		await server.stop()
	}
}

const settled = () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS))

async function ask(url: string, method: string, requests: number): Promise<void> {
	let left = requests
	const one = async () => {
		while (left-- > 0) {
			const answer = await fetch(url, { method, redirect: 'manual', headers: { 'user-agent': SAFARI_IPHONE } })
			await answer.arrayBuffer()
			if (answer.status >= 400) throw new Error(`${url} answered ${answer.status}`)
		}
	}
	await Promise.all(Array.from({ length: AT_ONCE }, one))
}

/** User and system time of every workerd below a process (proc(5), fields 14 and 15 of stat). */
function cpuMs(root: number): number {
	const processes = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.flatMap((pid) => statOf(Number(pid)))
	const below = new Set([root])
	for (const { pid, parent } of processes.toSorted((a, b) => a.pid - b.pid)) if (below.has(parent)) below.add(pid)
	const ticks = processes.filter(({ pid, name }) => below.has(pid) && name === 'workerd').map(({ ticks }) => ticks)
	return (ticks.reduce((sum, n) => sum + n, 0) / TICKS_PER_SECOND) * 1000
}

function statOf(pid: number) {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
		const end = text.lastIndexOf(')')
		const fields = text.slice(end + 2).split(' ')
		const name = text.slice(text.indexOf('(') + 1, end)
		return [{ pid, name, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }]
	} catch {
		return []
	}
}
