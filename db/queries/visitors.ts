import { lt } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { taps, visitors } from '../schema/index.ts'

/** Forgets who was seen before a UTC day (days since the epoch), and what they tapped; the counts of those days stay. */
export async function forgetVisitorsBefore(db: Db, day: number): Promise<void> {
	await db.batch([db.delete(visitors).where(lt(visitors.day, day)), db.delete(taps).where(lt(taps.day, day))])
}
