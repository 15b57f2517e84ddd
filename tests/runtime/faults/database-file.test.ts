import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { findMiscounts } from '../../../db/queries/integrity.ts'
import { freshDbFile } from '../../support/db.ts'
import { expectEachOnce, expectSentOn, followers, withFollowers } from '../../support/followers.ts'
import { startNode } from '../../support/server.ts'
import { DESK, theWorld } from '../../support/world.ts'

const LOCKED_MS = 5000

withFollowers()

/** Resolves when another process has taken the write lock. */
async function lockElsewhere(file: string, ms: number): Promise<{ released: Promise<unknown> }> {
	const holder = spawn(process.execPath, ['tests/support/lock-holder.ts', file, String(ms)], {
		stdio: ['ignore', 'pipe', 'ignore'],
	})
	const released = once(holder, 'exit')
	await once(holder.stdout, 'data')
	return { released }
}

test('while another program holds the file for five seconds, followers are sent on and no tap is lost', async () => {
	const file = freshDbFile()
	const served = await startNode({ file, seed: theWorld, env: { TRUST_PROXY: '1' } })
	const crowd = followers(served.url, DESK)
	await sleep(300)
	const { released } = await lockElsewhere(file, LOCKED_MS)
	await released
	await sleep(1000)
	const taps = await crowd.stop()
	expectSentOn(taps)
	await expectEachOnce(taps, served.db)
	expect(await findMiscounts(served.db)).toEqual([])
	expect(taps.filter((one) => one.outcome === 'late').length).toBeGreaterThan(LOCKED_MS / 40)
	expect(taps.slice(-10).map((one) => one.outcome)).toContain('stored')
})

test('a second server refuses with one sentence, and the command line works beside the first', async () => {
	const file = freshDbFile()
	await startNode({ file, seed: theWorld })
	const env = { DATABASE_URL: `file:${file}`, PATH: process.env.PATH }
	const run = (...args: string[]) => ended(spawn(process.execPath, args, { env }))
	expect(await run('functions/cli.ts', 'list-creators')).toEqual([0, expect.stringContaining('maya')])
	expect((await run('functions/cli.ts', 'invite'))[0]).toBe(0)
	expect(await run('functions/start.ts')).toEqual([
		1,
		`The database ${file} has a server already: stop the other Vitrine, or choose another file with DATABASE_URL.\n`,
	])
})

test('after kill -9 the next server starts at once', async () => {
	const file = freshDbFile()
	const first = await startNode({ file })
	await first.stop('SIGKILL')
	await (await startNode({ file })).stop()
})

/** Exit code and all that was printed. */
async function ended(child: ReturnType<typeof spawn>): Promise<[code: number | null, printed: string]> {
	onTestFinished(() => void child.kill('SIGKILL'))
	let printed = ''
	for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (printed += String(chunk)))
	const [code] = await once(child, 'close')
	return [code as number | null, printed]
}
