import { expect, test } from 'vitest'
import { listStatLinks } from '../../db/queries/stat-links.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { readClickReport } from '../../src/domain/clicks/report.ts'
import { createStatLink, MAX_STAT_LINKS, openStats, revokeStatLink } from '../../src/domain/stats/commands.ts'
import { NewStatLink } from '../../src/domain/stats/schemas.ts'
import { ctxFor } from '../support/ctx.ts'
import { freshDb } from '../support/db.ts'
import { must, NOON } from '../support/factories.ts'
import { aHit } from '../support/hits.ts'
import { theWorld } from '../support/world.ts'

const DAY = 86_400_000
const SHOP = { name: 'Shop', range: '28d', endsOn: null, hasEarnings: false } as const

test('a link opens the statistics of its maker’s page, and nothing once it is taken back', async () => {
	const db = freshDb()
	const { page } = await theWorld(db)
	const maya = ctxFor(db, 'maya')
	const { secret } = await createStatLink(maya, SHOP)
	expect(secret).toMatch(/^[a-z2-7]{40}$/)
	const shared = must(await openStats(maya, secret))
	expect([shared.profile.id, shared.ctx.userId, shared.link.hasEarnings]).toEqual([page.id, 'maya', false])
	const [link] = await listStatLinks(db, 'maya')
	await expect(revokeStatLink(ctxFor(db, 'tom'), link?.id ?? 0)).rejects.toThrow('data.link.missing')
	expect(await openStats(maya, secret)).not.toBeNull()
	await revokeStatLink(maya, link?.id ?? 0)
	expect(await openStats(maya, secret)).toBeNull()
	expect(await listStatLinks(db, 'maya')).toEqual([])
})

test('the secret is stored nowhere, and nothing else opens anything', async () => {
	const db = freshDb()
	await theWorld(db)
	const maya = ctxFor(db, 'maya')
	const { secret } = await createStatLink(maya, SHOP)
	const { rows } = await db.$client.execute('select * from stat_links')
	expect(JSON.stringify(rows)).not.toContain(secret)
	const hash = String(rows[0]?.secret_hash)
	for (const wrong of ['', 'x', hash, secret.slice(0, -1), `${secret.slice(0, -1)}!`, secret.toUpperCase()])
		expect(await openStats(maya, wrong)).toBeNull()
})

test('a range that moves shows what comes, one that stays does not', async () => {
	const db = freshDb()
	const { page, desk } = await theWorld(db)
	const maya = ctxFor(db, 'maya')
	const rolling = await createStatLink(maya, { ...SHOP, range: '7d' })
	const fixed = await createStatLink(maya, { ...SHOP, range: '7d', endsOn: '2026-10-14' })
	// The last moment of the day in Oslo, and the first of the next.
	const midnight = Date.parse('2026-10-14T22:00:00Z')
	await ingestHits(db, [
		aHit({ profileId: page.id, blockId: desk.id, at: midnight - 1, visitor: 1 }),
		aHit({ profileId: page.id, blockId: desk.id, at: midnight, visitor: 2 }),
	])
	const clicks = async (secret: string, now: number) => {
		const { ctx, profile, link } = must(await openStats({ ...maya, now }, secret))
		return (await readClickReport(ctx, profile, link.range)).totals.clicks
	}
	expect([await clicks(rolling.secret, midnight + DAY), await clicks(fixed.secret, midnight + DAY)]).toEqual([2, 1])
	expect([await clicks(rolling.secret, NOON + 30 * DAY), await clicks(fixed.secret, NOON + 30 * DAY)]).toEqual([0, 1])
})

test('there are at most so many', async () => {
	const db = freshDb()
	await theWorld(db)
	const maya = ctxFor(db, 'maya')
	for (let n = 0; n < MAX_STAT_LINKS; n++) await createStatLink(maya, SHOP)
	await expect(createStatLink(maya, SHOP)).rejects.toThrow('data.link.tooMany')
	await createStatLink(ctxFor(db, 'tom'), SHOP)
})

test.each([
	[{ name: ' Shop ' }, { name: 'Shop', range: '28d', endsOn: null, hasEarnings: false }],
	[
		{ name: 'Shop', range: 'all', endsOn: '', hasEarnings: 'on' },
		{ range: 'all', endsOn: null, hasEarnings: true },
	],
	[
		{ name: 'Shop', range: 'forever', endsOn: '2026-10-14' },
		{ range: '28d', endsOn: '2026-10-14' },
	],
])('a form of %j is read', (form, read) => {
	expect(NewStatLink.parse(form)).toMatchObject(read)
})

test.each([{ name: ' ' }, { name: 'x'.repeat(61) }, { name: 'x', endsOn: '2026-02-30' }])('%j is refused', (form) => {
	expect(NewStatLink.safeParse(form).success).toBe(false)
})
