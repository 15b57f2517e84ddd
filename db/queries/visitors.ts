import { lt } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { visitors } from '../schema/index.ts'

/** Forgets who was first seen before `at`; the counts of their days stay. */
export async function deleteVisitorsBefore(db: Db, at: number): Promise<void> {
	await db.delete(visitors).where(lt(visitors.firstAt, at))
}
