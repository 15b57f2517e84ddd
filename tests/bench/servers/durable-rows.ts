import Database from 'libsql'
import { crypto } from '../../../functions/platform/crypto.ts'
import { hitId } from '../../../src/domain/ids.ts'

/** Commits the rows of some hits, given their moments, with their entries among the taps, which are their index; nothing is counted. */
export function openRows(file: string): (moments: number[]) => void {
	const db = new Database(file)
	db.exec('pragma journal_mode = wal')
	db.exec('pragma synchronous = full')
	db.exec(`create table if not exists hits (profile_id integer not null, id text not null, block_id integer not null,
		kind integer not null, at integer not null, bucket integer not null, channel integer, country integer, device integer not null,
		app integer not null, referrer integer, visitor integer, primary key (profile_id, id)) without rowid`)
	db.exec(`create table if not exists taps (day integer not null, visitor integer not null, block_id integer not null, kind integer not null,
		at integer not null, id text not null, primary key (day, visitor, block_id, kind, at, id)) without rowid`)
	const hit = db.prepare('insert into hits values (1, ?, ?, 1, ?, 0, 1, 2, 0, 0, null, ?) on conflict do nothing')
	const tap = db.prepare('insert into taps values (?, ?, ?, 1, ?, ?) on conflict do nothing')
	let serial = 0
	return (moments) => {
		db.exec('begin immediate')
		for (const at of moments) {
			const id = hitId(at, crypto.randomBytes(7))
			const visitor = visitorNumber(serial++)
			hit.run(id, serial % 1000, at, visitor)
			tap.run(Math.floor(at / 86_400_000), visitor, serial % 1000, at, id)
		}
		db.exec('commit')
	}
}

const PEOPLE = 10_000

/** Ten thousand people who come in no order, with numbers all over 48 bits, as hashes are. */
const visitorNumber = (serial: number): number => ((serial * 7919) % PEOPLE) * 28_147_497_671
