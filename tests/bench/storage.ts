import { openDb } from '../../db/client.ts'
import { findMiscounts } from '../../db/queries/integrity.ts'
import { rebuildAll } from '../../src/domain/clicks/rebuild.ts'
import { openWriter } from './connection.ts'
import { median } from './machine.ts'
import { cookieOf } from './mixed.ts'
import { ourNode, type Result } from './rates.ts'
import { LARGEST, SMALL } from './seed.ts'

const BYTES_PER_HIT = 120
const CHART_RATIO = 1.5
const CHART_ROUNDS = 15

/** Bytes of a raw hit with its indexes: the pages of `hits` and of `words`, and those of `taps` as far as they are kept. */
export async function measureBytes(file: string): Promise<Result> {
	const db = openDb(`file:${file}`)
	const { rows } = await db.$client.execute(`
		select (select sum(pgsize) from dbstat where name in ('hits', 'words', 'sqlite_autoindex_words_1')) as bytes,
			(select count(*) from hits) as hits`)
	db.$client.close()
	const [bytes, hits] = [Number(rows[0]?.bytes), Number(rows[0]?.hits)]
	const each = Number((bytes / hits).toFixed(1))
	return {
		what: `bytes of a raw hit with its indexes, of ${hits}`,
		against: '',
		ours: each,
		limit: BYTES_PER_HIT,
		ratio: Number((each / BYTES_PER_HIT).toFixed(2)),
		bar: 'at most 1',
		holds: each <= BYTES_PER_HIT,
	}
}

/** All rollups counted anew from the raw hits are what storing them one batch at a time has made. */
export async function checkRebuild(file: string): Promise<Result> {
	const { db, close } = openWriter(`file:${file}`)
	const print = async () =>
		JSON.stringify(
			await db.all(
				'select count(*), sum(hits), sum(hits * (at % 997) * (value + 1) * (kind + 2) * (bucket + 3) * (dimension + 5)) from rollups',
			),
		)
	const before = await print()
	const began = performance.now()
	await rebuildAll(
		db,
		() => performance.now(),
		() => {},
	)
	const seconds = (performance.now() - began) / 1000
	const isSame = before === (await print()) && (await findMiscounts(db)).length === 0
	await close()
	return {
		what: `rollups counted anew in ${seconds.toFixed(0)} s are the same`,
		against: '',
		ours: isSame ? 1 : 0,
		limit: 1,
		ratio: isSame ? 1 : 0,
		bar: '1',
		holds: isSame,
	}
}

/** The clicks screen of a year: of the page with nearly all the clicks against that with ten thousand. */
export async function compareCharts(file: string): Promise<Result> {
	const [large, small] = [await cookieOf(file, LARGEST), await cookieOf(file, SMALL)]
	const server = await ourNode(file)
	const times: { large: number[]; small: number[] } = { large: [], small: [] }
	const read = async (cookie: string) => {
		const began = performance.now()
		const answer = await fetch(`${server.url}/app?range=all`, { headers: { cookie }, redirect: 'error' })
		if (!answer.ok) throw new Error(`The clicks screen answered ${answer.status}`)
		await answer.text()
		return performance.now() - began
	}
	for (let round = 0; round < CHART_ROUNDS; round++) {
		times.small.push(await read(small))
		times.large.push(await read(large))
	}
	await server.stop()
	const [ours, limit] = [Number(median(times.large).toFixed(1)), Number(median(times.small).toFixed(1))]
	const ratio = Number((ours / limit).toFixed(2))
	return {
		what: 'ms for the clicks of a year, the largest page',
		against: 'a page with 10,000 hits',
		ours,
		limit,
		ratio,
		bar: `at most ${CHART_RATIO}`,
		holds: ours <= CHART_RATIO * limit,
	}
}
