import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { openTargetCache } from '../../functions/platform/target-cache.ts'
import { freshDb } from '../support/db.ts'
import { NOON } from '../support/factories.ts'
import { DESK, theWorld } from '../support/world.ts'

test('a link that was read before an edit is answered once more, and not remembered after it', async () => {
	const db = freshDb()
	await theWorld(db)
	const targets = openTargetCache(() => NOON)
	const { block } = targets.over(db)
	const { execute } = db.$client
	const arriving = Promise.withResolvers<void>()
	vi.spyOn(db.$client, 'execute').mockImplementationOnce(async (statement) => {
		const result = await execute.call(db.$client, statement)
		await arriving.promise
		return result
	})
	const reading = block(DESK)
	await db.run(sql`update blocks set hidden_at = ${NOON} where public_id = ${DESK}`)
	targets.purge([], [DESK])
	arriving.resolve()
	expect((await reading)?.decision.kind).toBe('go')
	expect((await block(DESK))?.decision.kind).toBe('gone')
})
