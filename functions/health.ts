import { sql } from 'drizzle-orm'
import type { Answer } from './http.ts'
import type { Platform } from './platform/platform.ts'

/** GET /healthz: 200 when the process lives and the database answers, else 503; and how many hits it has had to drop. */
export async function health(platform: Platform): Promise<Answer> {
	const isUp = await platform.db.run(sql`select 1`).then(
		() => true,
		() => false,
	)
	const headers = { 'cache-control': 'no-store', 'content-type': 'application/json' }
	return {
		status: isUp ? 200 : 503,
		headers,
		body: JSON.stringify({ database: isUp ? 'up' : 'down', dropped: platform.dropped() }),
	}
}
