import type { Client } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { openClient } from './driver.ts'
import * as schema from './schema/index.ts'

/** Drizzle over any client: the driver's own, or one that carries the calls to another thread. */
export function overClient(client: Client) {
	return drizzle(client, { schema, casing: 'snake_case' })
}

/** As `openClient`. */
export const openDb = (url: string, authToken?: string, answerMs?: number) =>
	overClient(openClient(url, authToken, answerMs))

export type Db = ReturnType<typeof overClient>
