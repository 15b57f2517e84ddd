import { expect, test } from 'vitest'
import { salts } from '../../db/schema/index.ts'
import { runJobs } from '../../functions/schedule.ts'
import { saltDay } from '../../src/domain/clicks/visitor.ts'
import { DAY } from '../../src/domain/time.ts'
import { freshDb } from '../support/db.ts'
import { NOON } from '../support/factories.ts'
import { testPlatform } from '../support/platform.ts'
import { expectComplaint } from '../support/quiet.ts'

test('the clock’s work forgets the salts of all days but yesterday and today', async () => {
	const db = freshDb()
	const days = [0, 1, 2, 3].map((ago) => saltDay(NOON - ago * DAY))
	await db.insert(salts).values(days.map((day) => ({ day, salt: 'x' })))
	await runJobs(testPlatform(db).platform, NOON)
	const left = (await db.select({ day: salts.day }).from(salts)).map(({ day }) => day)
	expect(left.sort().reverse()).toEqual(days.slice(0, 2))
})

/** The clock's work over a database that is closed while it runs, as a server's is when it leaves. */
function cutOff(isLeaving: () => boolean): Promise<void> {
	const db = freshDb()
	const work = runJobs(testPlatform(db).platform, NOON, isLeaving)
	db.$client.close()
	return work
}

test('what a leaving server cuts off is no failure, and nothing is begun any more', async () => {
	let asked = 0
	await cutOff(() => ++asked > 1)
})

test('what fails otherwise is said, and keeps nothing else from its turn', async () => {
	await expect(cutOff(() => false)).rejects.toThrow(/^10 failed/)
	expectComplaint(/work failed \(old hits, database 0\)/)
})
