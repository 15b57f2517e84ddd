import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { throttles } from '../schema/index.ts'

export interface ThrottleRule {
	/** Failures that cost no wait. */
	free: number
	/** The wait after the first failure that is not free, in milliseconds; it doubles with each further one. */
	firstWait: number
	longestWait: number
	/** Without a failure for this long, all are forgotten. */
	forgetAfter: number
}

/**
 * Counts an attempt as failed before its outcome is known, so that a hundred at once are still counted one by one.
 * False while the key has to wait; such an attempt changes nothing. One statement: the upsert settles every race.
 */
export function countAttempt(db: Db, key: string, rule: ThrottleRule, now: number) {
	const { free, firstWait, longestWait, forgetAfter } = rule
	const wait = sql`case when failures <= ${free} then 0
		else min(${longestWait}, ${firstWait} << min(failures - ${free} - 1, 20)) end`
	return db.all<{ failures: number }>(sql`
		insert into throttles (key, failures, since) values (${key}, 1, ${now})
		on conflict (key) do update set
			failures = case when since <= ${now - forgetAfter} then 1 else failures + 1 end, since = excluded.since
		where since + ${wait} <= ${now}
		returning failures`)
}

export async function findThrottle(db: Db, key: string) {
	const [row] = await db.select().from(throttles).where(eq(throttles.key, key))
	return row ?? null
}

/** An attempt that succeeded was no failure: `forgotten` starts from zero again, `forgiven` loses this one. */
export async function settleAttempt(db: Db, forgotten: string[], forgiven: string[]): Promise<void> {
	await db.batch([
		db.delete(throttles).where(inArray(throttles.key, forgotten)),
		db.delete(throttles).where(and(inArray(throttles.key, forgiven), lte(throttles.failures, 1))),
		db.update(throttles).set({ failures: sql`failures - 1` }).where(inArray(throttles.key, forgiven)),
	])
}

export async function deleteThrottlesBefore(db: Db, at: number): Promise<void> {
	await db.delete(throttles).where(lte(throttles.since, at))
}
