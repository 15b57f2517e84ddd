import { join } from 'node:path'
import { closeDb, openDb, overClient } from '../../../db/client.ts'
import { migrateDb } from '../../../db/migrate.ts'
import { PreparedClient } from '../../../db/prepared-client.ts'
import type { Kind } from '../../../db/schema/hits.ts'
import type { Hit } from '../../../src/domain/clicks/hit.ts'
import { ingestHits, rehearseIngest } from '../../../src/domain/clicks/ingest.ts'
import { saltDay } from '../../../src/domain/clicks/visitor.ts'
import { signedOwnerCookie } from '../../owner-cookie.ts'
import { openCrowds } from '../crowd.ts'
import { crypto } from '../crypto.ts'
import { countDrops } from '../drops.ts'
import type { Config } from '../env.ts'
import { gatherExcess } from '../excess.ts'
import { ANSWER_MS } from '../patience.ts'
import type { Platform } from '../platform.ts'
import { loadSalt, saltAtHand } from '../salts.ts'
import { openTargetCache } from '../target-cache.ts'
import { openApiLimit } from './api-limit.ts'
import { dataFolderOf, makeDataFolder } from './data-folder.ts'
import { databaseTrouble } from './database-trouble.ts'
import { FORGET } from './forget.ts'
import { openHitSink } from './hit-sink.ts'
import { openMailer } from './mail.ts'
import { openPageCache } from './page-cache.ts'
import { keptSecret } from './secret.ts'
import { becomeSoleServer } from './sole-server.ts'
import { splitClient } from './split-client.ts'
import { openSpool } from './spool.ts'
import { ThreadClient } from './thread-client.ts'

const DAY_MS = 86_400_000
/** For so long, hits beyond the limit of their address gather into one row for each page and kind. */
const EXCESS_MS = 60_000

/**
 * Moving the write-ahead log into the database takes tens of milliseconds, which the writer would take from the followers who
 * wait for its commit. So the reader does it, beside the writer, and the writer only when the log has grown to 64 MB.
 */
const CHECKPOINT_MS = 1000
/** Where cores are few, a report waits for followers rather than they for it: it still gets a tenth of a core that is wanted by all. */
const READER_NICENESS = 10
const WAL_PAGES = 16_000

export interface NodePlatform extends Platform {
	/** Stores what is in flight and closes the database. */
	close(): Promise<void>
}

/**
 * The platform of one machine. With a database file, one thread owns every write and another serves the creator's rooms,
 * while followers' keyed reads have a connection in this thread. With a server's URL, the driver's own HTTP client does both.
 */
export async function openNodePlatform(
	config: Config,
	now: () => number = Date.now,
	dataFolder = dataFolderOf(config.databaseUrl),
): Promise<NodePlatform> {
	const { db, frontDb, close } = await openDatabase(config, dataFolder).catch((error) => {
		throw databaseTrouble(error, config)
	})
	for (const counts of db.databases()) await rehearseIngest(counts)
	const drops = countDrops('The spool is full or unwritable')
	const spool = await openSpool(join(dataFolder, 'spool'), drops.add)
	const sink = openHitSink(
		(hits) => ingestHits(db, hits),
		spool,
		(error) => console.error('Hits could not be stored yet.', error),
	)
	const crowds = openCrowds(crypto.randomBytes)
	const excess = keepExcess(sink.note, drops.add)
	const pages = openPageCache(now)
	const targets = openTargetCache(now)
	const salts = keepSaltsReady(() =>
		loadSalt(saltDay(now()), db, crypto).then(() => loadSalt(saltDay(now() + DAY_MS), db, crypto)),
	)
	await salts.ready
	const settled = { ...config, secret: config.secret || (await keptSecret(dataFolder, crypto)) }
	return {
		db,
		frontDb,
		config: settled,
		crypto,
		mailer: openMailer(config.mail, join(dataFolder, 'outbox')),
		now,
		salt: (day) => saltAtHand(day, db, crypto),
		recordHit: (hit) => (hit instanceof Promise ? hit.then(sink.record) : sink.record(hit)),
		noteHit: sink.note,
		isBeyond: crowds.isBeyond,
		noteExcess: excess.note,
		dropped: drops.total,
		defer: (work) => void work.catch((error) => console.error('Deferred work failed.', error)),
		limitApi: openApiLimit(),
		ownerCookie: (profileIds) => signedOwnerCookie(profileIds, { crypto, config: settled, now }),
		pages,
		targets: targets.over(frontDb),
		async purge(handleKeys, publicIds) {
			for (const key of handleKeys) pages.purge(key)
			targets.purge(handleKeys, publicIds)
		},
		async close() {
			salts.stop()
			excess.close()
			await sink.close()
			await close()
		},
	}
}

async function openDatabase(config: Config, dataFolder: string) {
	await makeDataFolder(dataFolder)
	const opened = config.databaseUrl.startsWith('file:') ? await openFile(config.databaseUrl) : openServer(config)
	for (const db of opened.db.databases()) await migrateDb(db)
	return opened
}

async function openFile(url: string) {
	const leave = await becomeSoleServer(url.slice('file:'.length))
	const setup = `pragma synchronous = full; pragma wal_autocheckpoint = ${WAL_PAGES}; ${FORGET}`
	const writer = new ThreadClient(url, 'writer', { setup })
	const reader = new ThreadClient(url, 'reader', { niceness: READER_NICENESS })
	const client = splitClient(writer, reader)
	const front = overClient(new PreparedClient(url))
	const checkpoints = setInterval(
		() => void reader.execute('pragma wal_checkpoint(passive)').catch(() => {}),
		CHECKPOINT_MS,
	)
	checkpoints.unref()
	let isClosing = false
	for (const thread of [writer, reader]) void thread.ended.then(() => isClosing || leaveBroken())
	const close = async () => {
		isClosing = true
		clearInterval(checkpoints)
		client.close()
		await Promise.all([writer.ended, reader.ended])
		front.$client.close()
		leave()
	}
	return { db: overClient(client), frontDb: front, close }
}

/** Without its database threads a server can only fail: it keeps what is in flight and leaves, for whoever watches it to start another. */
function leaveBroken(): void {
	console.error('A database thread has ended, so the server stops.')
	process.exitCode = 1
	process.kill(process.pid, 'SIGTERM')
}

function openServer({ databaseUrl, databaseAuthToken, databaseShards }: Config) {
	const db = openDb(databaseUrl, databaseAuthToken, ANSWER_MS, databaseShards)
	return { db, frontDb: db, close: () => closeDb(db) }
}

/** Hands over what was gathered each minute, as long as there is something. */
function keepExcess(note: (hit: Hit) => void, drop: (hits: number) => void) {
	const excess = gatherExcess(crypto.randomBytes)
	let timer: NodeJS.Timeout | null = null
	function handOver(): void {
		for (const hit of excess.take()) note(hit)
		if (excess.isEmpty && timer) {
			clearInterval(timer)
			timer = null
		}
	}
	return {
		note(profileId: number, kind: Kind, at: number): void {
			if (!excess.add(profileId, kind, at)) drop(1)
			timer ??= setInterval(handOver, EXCESS_MS).unref()
		},
		close(): void {
			while (!excess.isEmpty) handOver()
		},
	}
}

/** Tomorrow's salt is read an hour ahead at the latest, so that midnight costs no follower a query. */
function keepSaltsReady(load: () => Promise<unknown>) {
	const timer = setInterval(
		() => void load().catch((error) => console.error('The salts could not be read.', error)),
		3_600_000,
	)
	timer.unref()
	return { ready: load(), stop: () => clearInterval(timer) }
}
