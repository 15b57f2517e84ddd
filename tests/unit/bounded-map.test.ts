import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BoundedMap } from '../../src/domain/bounded-map.ts'

const weigh = (key: string, value: string) => key.length + value.length

test('the entry set longest ago leaves when there are too many', () => {
	const map = new BoundedMap<string, number>(2)
	map.set('a', 1).set('b', 2).set('a', 3).set('c', 4)
	expect([...map]).toEqual([
		['a', 3],
		['c', 4],
	])
})

test('as many leave as the new one needs, and one that needs more than all may have is not kept', () => {
	const map = new BoundedMap<string, string>(10, { most: 10, weigh })
	map.set('a', 'xx').set('b', 'xx').set('c', 'xx')
	map.set('d', 'xxxxxx')
	expect([[...map.keys()], map.bytes]).toEqual([['c', 'd'], 10])
	map.set('e', 'x'.repeat(10))
	expect([[...map.keys()], map.bytes]).toEqual([['c', 'd'], 10])
	map.set('c', 'x'.repeat(10))
	expect([...map.keys()]).toEqual(['d'])
})

test('whatever is set, deleted and cleared, the bytes are those of the entries and never too many', () => {
	const step = fc.oneof(
		fc.record({ set: fc.constantFrom('a', 'b', 'c', 'd', 'e'), value: fc.string({ maxLength: 12 }) }),
		fc.record({ delete: fc.constantFrom('a', 'b', 'c', 'd', 'e') }),
		fc.constant({ clear: true }),
	)
	fc.assert(
		fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
			const map = new BoundedMap<string, string>(4, { most: 25, weigh })
			for (const one of steps) {
				if ('set' in one) map.set(one.set, one.value)
				else if ('delete' in one) map.delete(one.delete)
				else map.clear()
				const bytes = [...map].reduce((sum, [key, value]) => sum + weigh(key, value), 0)
				expect(map.bytes).toBe(bytes)
				expect(bytes).toBeLessThanOrEqual(25)
				expect(map.size).toBeLessThanOrEqual(4)
			}
		}),
	)
})
