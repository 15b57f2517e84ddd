import { afterEach, expect, test, vi } from 'vitest'
import { gather } from '../../../functions/platform/node/gather.ts'

afterEach(() => void vi.restoreAllMocks())

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

/** A door at which one more arrives in each of so many turns of the event loop. */
function crowd(turns: number) {
	const here = { count: 1 }
	const coming = (async () => {
		for (let turn = 0; turn < turns; turn++) {
			await nextTurn()
			here.count++
		}
	})()
	return { here, coming }
}

test('waits for all who come turn after turn', async () => {
	vi.spyOn(performance, 'now').mockReturnValue(0)
	const { here, coming } = crowd(50)
	await gather(() => here.count, 1000)
	expect(here.count).toBe(51)
	await coming
})

test('no more are waited for than can go', async () => {
	vi.spyOn(performance, 'now').mockReturnValue(0)
	const { here, coming } = crowd(50)
	await gather(() => here.count, 10)
	expect(here.count).toBe(10)
	await coming
})

test('nobody is kept for more than two milliseconds by those who still come', async () => {
	let now = 0
	vi.spyOn(performance, 'now').mockImplementation(() => now)
	const { here, coming } = crowd(50)
	await gather(() => {
		now += 0.1
		return here.count
	}, 1000)
	expect(now).toBeLessThan(2.5)
	expect(here.count).toBeLessThan(50)
	await coming
})
