import { deleteChallengesExpiredBy } from '../db/queries/challenges.ts'
import { deleteAnswersBefore } from '../db/queries/idempotency.ts'
import { deleteInvitationsExpiredBefore } from '../db/queries/invitations.ts'
import { deleteResetsExpiredBy } from '../db/queries/password-resets.ts'
import { deleteSaltsBefore } from '../db/queries/salts.ts'
import { deleteSessionsExpiredBy } from '../db/queries/sessions.ts'
import { deleteThrottlesBefore } from '../db/queries/throttles.ts'
import { keepCounters } from '../src/domain/clicks/counters.ts'
import { forgetTheOld } from '../src/domain/clicks/retention.ts'
import { openSweep } from '../src/domain/clicks/sweep.ts'
import { saltDay } from '../src/domain/clicks/visitor.ts'
import { finishDepartures } from '../src/domain/departures/commands.ts'
import { each } from '../src/domain/each.ts'
import type { Platform } from './platform/platform.ts'

const DAY_MS = 86_400_000
/** A salt serves its own day and, for hits that come late, the day after. */
const SALT_DAYS = 2
/** How long an operator can still see what became of an invitation. */
const INVITATION_DAYS = 365

/**
 * The work of the clock, once an hour on both runtimes. Running it twice is harmless. What fails is logged, keeps nothing
 * else from being done, and is thrown at the end. Everything that deletes in chunks shares one run's time and calls.
 * Once `isLeaving`, nothing is begun, and what was cut off is no failure: it is done after the next start.
 */
export async function runJobs(platform: Platform, at: number, isLeaving = () => false): Promise<void> {
	await each(jobs(platform, at), async ([name, work]) => {
		if (isLeaving()) return
		try {
			await work()
		} catch (error) {
			if (isLeaving()) return
			console.error(`The clock's work failed (${name}):`, error)
			throw error
		}
	})
}

type Job = [name: string, work: () => Promise<void>]

function jobs({ db, now }: Platform, at: number): Job[] {
	const sweep = openSweep(now)
	return [
		['salts', () => deleteSaltsBefore(db, saltDay(at - (SALT_DAYS - 1) * DAY_MS))],
		['answers', () => deleteAnswersBefore(db, at - DAY_MS)],
		['counters', () => keepCounters(db)],
		['sessions', () => deleteSessionsExpiredBy(db, at)],
		['challenges', () => deleteChallengesExpiredBy(db, at)],
		['password resets', () => deleteResetsExpiredBy(db, at)],
		['throttles', () => deleteThrottlesBefore(db, at - DAY_MS)],
		['invitations', () => deleteInvitationsExpiredBefore(db, at - INVITATION_DAYS * DAY_MS)],
		['departures', () => finishDepartures(db, at, sweep)],
		...db.databases().map((one, i): Job => [`old hits, database ${i}`, () => forgetTheOld(one, at, sweep)]),
	]
}
