import { spawnSync } from 'node:child_process'
import { copyFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { findMiscounts } from '../../../db/queries/integrity.ts'
import { freshDbFile, freshFolder } from '../../support/db.ts'
import { expectSentOn, followers, rowsByName, withFollowers } from '../../support/followers.ts'
import { startNode, until } from '../../support/server.ts'
import { DESK, theWorld } from '../../support/world.ts'

const DISK = '8m'

withFollowers()

/** A disk of its own, or null where nobody may mount one: then database-full.test.ts speaks alone. */
function smallDisk(): string | null {
	const folder = freshFolder()
	const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', folder])
	if (mount.status !== 0) return null
	onTestFinished(() => void spawnSync('umount', ['-l', folder]))
	return folder
}

/** Takes all the room that is left, to the last byte. */
function fillUp(folder: string): void {
	const { bavail, bsize } = statfsSync(folder)
	writeFileSync(join(folder, 'ballast'), Buffer.alloc(bavail * bsize))
}

test('on a full disk followers are sent on, nothing that was stored is lost, and what is dropped is counted', async ({
	skip,
}) => {
	const folder = smallDisk()
	if (folder === null) return skip('Nobody may mount a disk here; the limit of pages is tested all the same.')
	const file = join(folder, 'test.db')
	copyFileSync(freshDbFile(), file)
	const served = await startNode({ file, seed: theWorld, env: { TRUST_PROXY: '1' } })
	const dropped = async () => ((await (await fetch(`${served.url}/healthz`)).json()) as { dropped: number }).dropped

	const crowd = followers(served.url, DESK)
	await sleep(500)
	fillUp(folder)
	await until(async () => (await dropped()) > 0, 20_000)
	await sleep(500)
	rmSync(join(folder, 'ballast'))
	const count = crowd.count()
	await until(() => crowd.count() > count + 50)
	const taps = await crowd.stop()
	expectSentOn(taps)

	await until(async () => (await rowsByName(served.db)).size + (await dropped()) === taps.length)
	const there = await rowsByName(served.db)
	const stored = taps.filter((one) => one.outcome === 'stored')
	expect(stored.filter((one) => there.get(one.name) !== 1)).toEqual([])
	expect([...there.values()].filter((times) => times !== 1)).toEqual([])
	expect(taps.slice(-10).map((one) => one.outcome)).toContain('stored')
	expect(served.log()).toMatch(/The spool is full or unwritable: \d+ hits were dropped since the start/)
	expect(await findMiscounts(served.db)).toEqual([])
})
