import { expect, test } from 'vitest'
import { salts } from '../../db/schema/index.ts'
import { runJobs } from '../../functions/schedule.ts'
import { saltDay } from '../../src/domain/clicks/visitor.ts'
import { DAY } from '../../src/domain/time.ts'
import { freshDb } from '../support/db.ts'
import { NOON } from '../support/factories.ts'
import { testPlatform } from '../support/platform.ts'

test('the clock’s work forgets the salts of all days but yesterday and today', async () => {
	const db = freshDb()
	const days = [0, 1, 2, 3].map((ago) => saltDay(NOON - ago * DAY))
	await db.insert(salts).values(days.map((day) => ({ day, salt: 'x' })))
	await runJobs(testPlatform(db).platform, NOON)
	const left = (await db.select({ day: salts.day }).from(salts)).map(({ day }) => day)
	expect(left.sort().reverse()).toEqual(days.slice(0, 2))
})
