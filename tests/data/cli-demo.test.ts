import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { openDb } from '../../db/client.ts'
import { runCli } from '../../functions/cli.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { logIn } from '../../src/domain/auth/commands.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { hitId } from '../../src/domain/ids.ts'
import { freshDbFile } from '../support/db.ts'
import { theWorld } from '../support/world.ts'

/** A year of followers is seconds of work. */
const SEEDING_MS = 60_000

function cli() {
	const file = freshDbFile()
	const run = (...args: string[]) => runCli(args, { DATABASE_URL: `file:${file}` })
	return { run, file, kept: join(dirname(file), 'demo-password') }
}

test(
	'the demonstration comes with a password that works and is kept, and goes without a trace',
	async () => {
		const { run, file, kept } = cli()
		const made = JSON.parse((await run('demo', '--json')).out)
		expect(made).toMatchObject({ url: 'http://localhost:4321/krista', email: 'krista@vitrine.example', isNew: true })
		const db = openDb(`file:${file}`)
		const { email, password } = made
		expect((await logIn({ db, now: Date.now(), crypto }, { name: email, password, address: '' })).userId).not.toBe('')
		db.$client.close()

		expect((await run('demo', '--password')).out).toBe(`${password}\n`)
		expect(JSON.parse((await run('demo', '--json')).out).isNew).toBe(false)
		expect(readFileSync(kept, 'utf8')).toBe(password)
		expect(await run('demo', '--remove')).toMatchObject({
			code: 0,
			out: expect.stringMatching(/^The demonstration is gone/),
		})
		expect(existsSync(kept)).toBe(false)
		expect(await run('demo', '--password')).toMatchObject({ code: 1, err: expect.stringMatching(/^There is no/) })
		expect(await run('demo', '--password', '--remove')).toMatchObject({ code: 2 })
	},
	SEEDING_MS,
)

test(
	'it passes the check, also beside a page that has been counting for longer',
	async () => {
		const { run, file } = cli()
		const db = openDb(`file:${file}`)
		const { page, desk } = await theWorld(db)
		const at = Date.now() - 9 * 86_400_000
		const about = {
			profileId: page.id,
			blockId: desk.id,
			kind: 'click',
			bucket: 'counted',
			channel: 'unknown',
		} as const
		const from = { country: 'NO', device: 'phone', app: 'none', referrer: null, visitor: 7, campaign: null } as const
		await ingestHits(db, [{ id: hitId(at, crypto.randomBytes(7)), at, ...about, ...from }])
		db.$client.close()
		await run('demo')
		expect(await run('check')).toMatchObject({ code: 0, err: '' })
	},
	SEEDING_MS,
)
