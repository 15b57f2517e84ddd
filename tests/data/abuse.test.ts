import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ATTACKS, measureAbuse } from '../bench/abuse.ts'

test.each(ATTACKS)(
	'what one address makes us keep costs less than a dollar a day: %s',
	{ timeout: 60_000 },
	async (_, pages, perSecond) => {
		const folder = mkdtempSync(join(tmpdir(), 'vitrine-abuse-'))
		onTestFinished(() => rmSync(folder, { recursive: true }))
		expect((await measureAbuse(folder, pages, perSecond)).kept).toBeLessThan(1)
	},
)
