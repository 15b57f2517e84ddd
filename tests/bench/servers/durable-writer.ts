import { parentPort, workerData } from 'node:worker_threads'
import Database from 'libsql'
import { crypto } from '../../../functions/platform/crypto.ts'
import { hitId } from '../../../src/domain/ids.ts'

/** The row of a hit, with its two indexes and no counters. */
const db = new Database((workerData as { file: string }).file)
db.exec('pragma journal_mode = wal')
db.exec('pragma synchronous = full')
db.exec(`create table if not exists hits (id text primary key not null, profile_id integer not null, block_id integer not null,
	kind integer not null, at integer not null, bucket integer not null, channel integer, country text, device integer not null,
	app integer not null, referrer integer, visitor integer) without rowid`)
db.exec('create index if not exists hits_visitor on hits (visitor, block_id, at) where visitor is not null')
const insert = db.prepare('insert into hits values (?, 1, ?, 1, ?, 0, 1, ?, 0, 0, null, ?) on conflict do nothing')

let serial = 0
parentPort?.on('message', (moments: number[]) => {
	db.exec('begin immediate')
	for (const at of moments) insert.run(hitId(at, crypto.randomBytes(7)), serial % 1000, at, 'NO', serial++ % 5_000_000)
	db.exec('commit')
	parentPort?.postMessage(null)
})
