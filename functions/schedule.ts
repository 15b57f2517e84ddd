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
import type { Platform } from './platform/platform.ts'

const DAY_MS = 86_400_000
/** A salt serves its own day and, for hits that come late, the day after. */
const SALT_DAYS = 2
/** How long an operator can still see what became of an invitation. */
const INVITATION_DAYS = 365

/** The work of the clock, once an hour on both runtimes. Running it twice is harmless. */
export async function runJobs(platform: Platform, at: number): Promise<void> {
	await deleteSaltsBefore(platform.db, saltDay(at - (SALT_DAYS - 1) * DAY_MS))
	await deleteAnswersBefore(platform.db, at - DAY_MS)
	await keepCounters(platform.db)
	await deleteSessionsExpiredBy(platform.db, at)
	await deleteResetsExpiredBy(platform.db, at)
	await deleteThrottlesBefore(platform.db, at - DAY_MS)
	await deleteInvitationsExpiredBefore(platform.db, at - INVITATION_DAYS * DAY_MS)
	await finishDepartures(platform.db, at, openSweep(platform.now))
	for (const db of platform.db.databases()) await forgetTheOld(db, at, openSweep(platform.now))
}
