import type { Client } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { openClient } from './driver.ts'
import * as schema from './schema/index.ts'

/** Drizzle over any client: the driver's own, or one that carries the calls to another thread. */
export function overClient(client: Client) {
	return drizzle(client, { schema, casing: 'snake_case' })
}

export const openDb = (url: string, authToken?: string) => overClient(openClient(url, authToken))

export type Db = ReturnType<typeof overClient>
