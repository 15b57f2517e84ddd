import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { type Db, openDb } from '../../db/client.ts'
import { migrateDb } from '../../db/migrate.ts'
import { deleteTapsBefore, deleteVisitorsBefore } from '../../db/queries/retention.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { hitId } from '../../src/domain/ids.ts'
import { openWriter } from './connection.ts'
import { LARGEST, MISSES, OWN_LINKS, ownLink, SMALL, seedBench } from './seed.ts'

const FOLDER = 'tests/bench/data'
const YEAR = 365 * 86_400_000
const BATCH = 2000
const VISITOR_DAYS = 14
export const FEW = 10_000

const CHANNELS = [
	'tag:tt',
	'app:tiktok',
	'tag:ig',
	'tag:story',
	'tag:qr',
	'unknown',
	'host:www.google.com',
	'host:t.co',
]
const COUNTRIES = ['NO', 'SE', 'DK', 'GB', 'US', 'DE', 'NL', 'FI', 'PL', 'FR', 'ES', 'IT', 'BR', 'IN', 'NP']

/**
 * A database with a year of hits, made once by storing them as the server does and kept in an ignored folder until the
 * tables or the making change. Returns the path of a copy in `folder`.
 */
export async function dataset(hits: number, folder: string): Promise<string> {
	const kept = join(FOLDER, `${hits}-${fingerprint()}.db`)
	if (!existsSync(kept)) await make(hits, kept)
	const copy = join(folder, 'bench.db')
	copyFileSync(kept, copy)
	return copy
}

function fingerprint(): string {
	const migrations = readdirSync('db/migrations').filter((name) => name.endsWith('.sql'))
	const files = [
		...migrations.map((name) => `db/migrations/${name}`),
		'db/queries/hits.ts',
		'tests/bench/dataset.ts',
		'tests/bench/seed.ts',
	]
	const hash = createHash('sha256')
	for (const file of files) hash.update(readFileSync(file))
	return hash.digest('hex').slice(0, 12)
}

async function make(count: number, kept: string): Promise<void> {
	console.info(`Storing ${count} hits once; the next run will find them in ${FOLDER}.`)
	mkdirSync(FOLDER, { recursive: true })
	// Others of this size are of older tables, or of a run that was stopped.
	for (const name of readdirSync(FOLDER)) if (name.startsWith(`${count}-`)) rmSync(join(FOLDER, name))
	const file = `${kept}.part`
	const opened = openDb(`file:${file}`)
	await migrateDb(opened)
	await seedBench(opened)
	opened.$client.close()
	const { db, close } = openWriter(`file:${file}`)
	const began = performance.now()
	let batch: Hit[] = []
	for (const hit of hitsOf(count)) {
		batch.push(hit)
		if (batch.length < BATCH) continue
		await ingestHits(db, batch)
		batch = []
	}
	await ingestHits(db, batch)
	await forget(db)
	await close()
	console.info(`Stored in ${((performance.now() - began) / 1000).toFixed(0)} s.`)
	renameSync(file, kept)
}

/** What the clock's work has let go of long ago in a year's database, so that it has nothing to do while something is measured. */
async function forget(db: Db): Promise<void> {
	const day = Math.floor(Date.now() / 86_400_000) - VISITOR_DAYS
	await deleteTapsBefore(db, day, Number.MAX_SAFE_INTEGER)
	await deleteVisitorsBefore(db, day, Number.MAX_SAFE_INTEGER)
	await db.run(sql`vacuum`)
}

/** A year in the order of time: the small page has ten thousand, the largest six of ten, the others share the rest. */
function* hitsOf(count: number): Iterable<Hit> {
	const random = generator(1)
	const end = Date.now()
	const pick = <T>(list: readonly T[]): T => list[Math.floor(random() ** 2 * list.length)] as T
	for (let n = 0; n < count; n++) {
		const at = Math.floor(end - YEAR + (YEAR * n) / count)
		const profileId =
			n % Math.floor(count / FEW) === 0
				? SMALL
				: random() < 0.6
					? LARGEST
					: 1000 + (Math.floor(random() * 500) % MISSES)
		const isView = random() < 0.55
		const isBot = random() < 0.08
		const day = Math.floor(at / 86_400_000)
		const link = Math.floor(random() ** 2 * OWN_LINKS)
		const own = profileId === SMALL || profileId === LARGEST
		yield {
			id: hitId(
				at,
				Uint8Array.from({ length: 7 }, () => random() * 256),
			),
			profileId,
			blockId: isView ? 0 : own ? ownLink(profileId, link) : 1_000_000 + (profileId - 1000) * 12 + (link % 12),
			kind: isView ? 'view' : 'click',
			at,
			bucket: isBot ? 'bot' : 'counted',
			channel: pick(CHANNELS),
			country: pick(COUNTRIES),
			device: pick(['phone', 'desktop', 'tablet']),
			app: pick(['tiktok', 'none', 'instagram']),
			referrer: random() < 0.1 ? 'www.google.com' : null,
			visitor: isBot
				? null
				: ((day % 4000) * 4096 + (profileId % 4096)) * 2 ** 20 + Math.floor(random() * Math.min(2 ** 20, count / 800)),
			campaign: null,
		}
	}
}

/** The same numbers on every machine (mulberry32). */
function generator(seed: number): () => number {
	let state = seed
	return () => {
		state = (state + 0x6d2b79f5) | 0
		let t = Math.imul(state ^ (state >>> 15), 1 | state)
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296
	}
}
