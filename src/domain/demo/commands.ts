import { deleteDemo, findDemo, insertDemoBlocks, insertDemoNumbers, markDemo } from '../../../db/queries/demo.ts'
import { openAccount } from '../auth/commands.ts'
import { ingestHits } from '../clicks/ingest.ts'
import type { AnonymousCtx } from '../ctx.ts'
import { handleKey } from '../profiles/handle.ts'
import { DAY } from '../time.ts'
import { DEMO } from './page.ts'
import { rollupsOf } from './past.ts'
import { hitsOf } from './recent.ts'
import { blockRows, saleRows } from './rows.ts'
import { type Day, daysUntil, visitsOf } from './traffic.ts'

/** Hits of the last days have rows, as those of a real page would, so that filters can be combined. */
const RAW_DAYS = 28

/**
 * One creator with a page and a year of followers that ends now. What is older than `RAW_DAYS` is written as the
 * rollups alone, as if its hits had been deleted with age; the rest is ingested as any hit, so that rollups and rows agree
 * wherever there are rows. The same day always gives the same numbers. Nothing is left behind when it fails.
 */
export async function seedDemo(ctx: AnonymousCtx, password: string): Promise<void> {
	const { handle, email, language, timeZone, name, bio } = DEMO
	const named = { handle, key: handleKey(handle) }
	const userId = await openAccount(ctx, { handle: named, email, password, language, timeZone, invitation: null })
	const days = daysUntil(ctx.now)
	const beginning = days[0]?.start ?? ctx.now
	const profileId = await markDemo(ctx.db, userId, { name, bio, createdAt: beginning, updatedAt: ctx.now })
	try {
		await fillPage(ctx, profileId, days)
	} catch (error) {
		await deleteDemo(ctx.db)
		throw error
	}
}

async function fillPage({ db, now }: AnonymousCtx, profileId: number, days: Day[]) {
	const blockIds = await insertDemoBlocks(db, profileId, blockRows(now))
	const rollups = rollupsOf(days.slice(0, -RAW_DAYS).flatMap(visitsOf), blockIds)
	const rawFrom = Math.floor((days.at(-RAW_DAYS)?.start ?? now) / DAY) + 1
	await insertDemoNumbers(db, profileId, { ...saleRows(days, blockIds, now), rollups, rawFrom })
	await ingestHits(db, hitsOf(days.slice(-RAW_DAYS).flatMap(visitsOf), blockIds, profileId, now))
}

/** Takes the demonstration away with everything that belongs to it. False when there was none. */
export async function removeDemo({ db }: Pick<AnonymousCtx, 'db'>): Promise<boolean> {
	if (!(await findDemo(db))) return false
	await deleteDemo(db)
	return true
}
