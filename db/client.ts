import type { Client } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { openClient } from './driver.ts'
import './quiet-errors.ts'
import * as schema from './schema/index.ts'
import { type Shard, shardFor } from './shards.ts'

/** The main database. Hits, rollups and what counting knows of a profile may live in another: `databaseFor` says where. */
export type Db = Tables & {
	/** Where the hits of a profile are, and everything that is counted of it: this database, unless there are shards. */
	databaseFor(profileId: number): Db
	/** This one and every shard, each once. */
	databases(): Db[]
}

type Tables = ReturnType<typeof tablesOf>

const tablesOf = (client: Client) => drizzle(client, { schema, casing: 'snake_case' })

/** Drizzle over any client: the driver's own, or one that carries the calls to another thread. */
export function overClient(client: Client, shards: Shard[] = [], open = openDb): Db {
	const opened = new Map<string, Db>()
	const at = (url: string): Db => {
		const db = opened.get(url) ?? open(url)
		opened.set(url, db)
		return db
	}
	const main: Db = Object.assign(tablesOf(client), {
		databaseFor(profileId: number): Db {
			const shard = shardFor(profileId, shards)
			return shard === null ? main : at(shard.url)
		},
		databases: () => [main, ...new Set(shards.map(({ url }) => at(url)))],
	})
	return main
}

/** As `openClient`, each shard like the main database. */
export function openDb(url: string, authToken?: string, answerMs?: number, shards: Shard[] = []): Db {
	const open = (shardUrl: string) => openDb(shardUrl, authToken, answerMs)
	return overClient(openClient(url, authToken, answerMs), shards, open)
}

/** Closes the database and its shards. */
export function closeDb(db: Db): void {
	for (const one of db.databases()) one.$client.close()
}
