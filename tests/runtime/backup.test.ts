import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { openDb } from '../../db/client.ts'
import { freshDbFile } from '../support/db.ts'
import { expectEachOnce, followers, rowsByName, withFollowers } from '../support/followers.ts'
import { startNode, until } from '../support/server.ts'
import { DESK, theWorld } from '../support/world.ts'

withFollowers()

const command = (file: string, ...args: string[]) =>
	promisify(execFile)(process.execPath, ['functions/cli.ts', ...args], {
		env: { PATH: process.env.PATH, DATABASE_URL: `file:${file}` },
	})

test('a backup is made while followers tap, and one command restores it, which refuses while the server runs', async () => {
	const file = freshDbFile()
	const backup = join(dirname(file), 'backup.db')
	const served = await startNode({ file, seed: theWorld, env: { TRUST_PROXY: '1' } })
	const crowd = followers(served.url, DESK)
	await until(() => crowd.count() > 100)
	const tappedBefore = crowd.count()
	await command(file, 'backup', backup)
	await sleep(300)
	const taps = await crowd.stop()
	expect(taps.filter((one) => one.status !== 302)).toEqual([])
	await expectEachOnce(taps, served.db)

	const copy = openDb(`file:${backup}`)
	const copied = await rowsByName(copy)
	copy.$client.close()
	const stored = taps.slice(0, tappedBefore - 20).filter((one) => one.outcome === 'stored')
	expect(stored.length).toBeGreaterThan(50)
	expect(stored.filter((one) => copied.get(one.name) !== 1)).toEqual([])
	expect(copied.size).toBeLessThan(taps.length)

	await expect(command(file, 'restore', backup)).rejects.toMatchObject({
		stderr: expect.stringContaining('has a server already'),
	})
	await served.stop()
	await command(file, 'restore', backup)
	expect((await command(file, 'check')).stdout).toMatch(/^The database is sound/)
	const again = await startNode({ file })
	expect(await rowsByName(again.db)).toEqual(copied)
})
