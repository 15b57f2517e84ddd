import { expect, test } from 'vitest'
import type { RawReading } from '../../../src/domain/clicks/question.ts'
import { readAlong } from '../../../src/view/clicks/read-along.ts'
import { expectComplaint } from '../../support/quiet.ts'

const PLAN = { hits: 30 } as RawReading['plan']
const RESULT = {} as Awaited<ReturnType<RawReading['read']>>
const turn = () => new Promise((resolve) => setTimeout(resolve, 1))

async function all(steps: AsyncIterable<number>): Promise<number[]> {
	const seen: number[] = []
	for await (const step of steps) seen.push(step)
	return seen
}

test('the steps of a reading can be watched, and they end with it', async () => {
	const { steps, result } = readAlong({
		plan: PLAN,
		async read(onProgress) {
			for (const behind of [10, 20, 30]) {
				await turn()
				onProgress?.(behind)
			}
			return RESULT
		},
	})
	const seen = await all(steps)
	expect(seen).toEqual(seen.toSorted((a, b) => a - b))
	expect(seen.at(-1)).toBe(30)
	expect(await result).toBe(RESULT)
})

test('a reading that fails ends too, and says so in the log', async () => {
	const { steps, result } = readAlong({
		plan: PLAN,
		async read(onProgress) {
			await turn()
			onProgress?.(10)
			throw new Error('the database is gone')
		},
	})
	expect(await all(steps)).toContain(10)
	expect(await result).toBeNull()
	expectComplaint(/the database is gone/)
})
