import { expect, test } from 'vitest'
import type { Editable } from '../../../src/domain/blocks/fields.ts'
import { type Answer, type Change, fieldsOf, Outbox } from '../../../src/islands/editor/outbox.ts'

const DONE: Answer = { kind: 'done', version: null }
const other = (version: number): Editable => ({
	id: 'a',
	kind: 'heading',
	version,
	bytes: 0,
	isHidden: false,
	fields: { content: 'Theirs' },
})

/** A server that answers when the test says so, a clock that the test turns. */
function anOutbox(kept: Change[] = []) {
	const world = { now: 0, sent: [] as Change[], kept: [] as Change[], woken: null as (() => void) | null }
	let answer: (answer: Answer) => void = () => {}
	const outbox = new Outbox(
		{
			send: (change) => {
				world.sent.push(structuredClone(change))
				return new Promise((resolve) => {
					answer = resolve
				})
			},
			keep: (changes) => {
				world.kept = structuredClone(changes)
			},
			now: () => world.now,
			wake: (_, run) => {
				world.woken = run
			},
			changed: () => {},
		},
		kept,
	)
	const settle = async (given: Answer) => {
		answer(given)
		await new Promise((resolve) => setTimeout(resolve))
	}
	const pass = (ms: number) => {
		world.now += ms
		world.woken?.()
	}
	return { outbox, world, settle, pass, bodies: () => world.sent.map(({ values }) => values.content ?? values.id) }
}

const edit = (content: string, given: Partial<Change> = {}): Change => ({
	key: 'edit a',
	subject: 'a',
	action: 'blocks.editHeading',
	values: { id: 'a', version: '1', content },
	due: 0,
	...given,
})
const hide = (id: string): Change => ({
	key: `hide ${id}`,
	subject: id,
	action: 'blocks.hide',
	values: { id },
	due: 0,
})

test('typing is sent once, after a rest, and kept from its first letter', async () => {
	const { outbox, world, settle, pass } = anOutbox()
	outbox.put(edit('L', { due: 800 }))
	outbox.put(edit('La', { due: 900 }))
	expect(world.sent).toEqual([])
	expect(world.kept.map(fieldsOf)).toEqual([{ content: 'La' }])
	pass(900)
	await settle({ kind: 'done', version: 2 })
	expect(world.sent.map(fieldsOf)).toEqual([{ content: 'La' }])
	expect(world.kept).toEqual([])
	expect(outbox.hasSaved).toBe(true)
})

test('what is typed while a save is under way follows it, on the version that the save made', async () => {
	const { outbox, world, settle } = anOutbox()
	outbox.put(edit('One'))
	outbox.put(edit('Two'))
	outbox.put(edit('Three'))
	await settle({ kind: 'done', version: 2 })
	await settle({ kind: 'done', version: 3 })
	expect(world.sent.map(({ values }) => [values.content, values.version])).toEqual([
		['One', '1'],
		['Three', '2'],
	])
	outbox.put(edit('Four'))
	expect(world.sent.at(-1)?.values.version).toBe('3')
})

test('a lost connection keeps the order, waits longer each time, and sends at once when it is back', async () => {
	const { outbox, world, settle, pass, bodies } = anOutbox()
	outbox.put(hide('a'))
	outbox.put(hide('b'))
	await settle({ kind: 'unreachable' })
	expect(outbox.trouble).toBe('unreachable')
	pass(999)
	expect(bodies()).toEqual(['a'])
	pass(1)
	await settle({ kind: 'unreachable' })
	pass(1000)
	expect(bodies()).toEqual(['a', 'a'])
	outbox.retry()
	await settle(DONE)
	await settle(DONE)
	expect(bodies()).toEqual(['a', 'a', 'a', 'b'])
	expect(outbox.trouble).toBeNull()
	expect(world.kept).toEqual([])
})

test('a refused change waits with its words and holds back only its own block', async () => {
	const { outbox, world, settle, bodies } = anOutbox()
	outbox.put(edit(''))
	outbox.put(hide('a'))
	outbox.put(hide('b'))
	await settle({ kind: 'invalid', message: 'no', errors: { content: 'Write the heading.' } })
	await settle(DONE)
	expect(bodies()).toEqual(['', 'b'])
	expect(world.kept.map(({ key }) => key)).toEqual(['edit a', 'hide a'])
	outbox.put(edit('Now'))
	await settle({ kind: 'done', version: 2 })
	await settle(DONE)
	expect(bodies()).toEqual(['', 'b', 'Now', 'a'])
})

test('a conflict waits for its creator, also while more is typed, and "keep mine" saves over the other', async () => {
	const { outbox, world, settle, bodies } = anOutbox()
	outbox.put(edit('Mine'))
	await settle({ kind: 'conflict', other: other(5) })
	outbox.put(edit('Mine too'))
	expect(bodies()).toEqual(['Mine'])
	expect(outbox.find('edit a')?.problem).toEqual({ kind: 'conflict', other: other(5) })
	outbox.insist('edit a')
	await settle({ kind: 'done', version: 6 })
	expect(world.sent.at(-1)?.values).toEqual({ id: 'a', version: '5', content: 'Mine too' })
	expect(world.kept).toEqual([])
})

test('taking the other version drops the own one, and what follows is based on it', async () => {
	const { outbox, world, settle } = anOutbox()
	outbox.put(edit('Mine'))
	await settle({ kind: 'conflict', other: other(5) })
	outbox.learn('a', 5)
	outbox.drop('edit a')
	outbox.put(edit('After'))
	expect(world.sent.at(-1)?.values.version).toBe('5')
})

test('what a newer save says makes the refusal of an older one moot', async () => {
	const { outbox, world, settle } = anOutbox()
	outbox.put(edit(''))
	outbox.put(edit('Better'))
	await settle({ kind: 'invalid', message: 'no', errors: {} })
	await settle({ kind: 'done', version: 2 })
	expect(world.sent.map(fieldsOf)).toEqual([{ content: '' }, { content: 'Better' }])
	expect(world.kept).toEqual([])
})

test('signed out, everything is kept', async () => {
	const { outbox, world, settle } = anOutbox()
	outbox.put(edit('Mine'))
	await settle({ kind: 'signedOut' })
	expect(outbox.trouble).toBe('signedOut')
	expect(world.kept.map(fieldsOf)).toEqual([{ content: 'Mine' }])
})

test('what was typed over a refused change is kept, and is not sent', async () => {
	const { outbox, world, settle } = anOutbox()
	outbox.put(edit('One'))
	await settle({ kind: 'invalid', message: '', errors: { content: 'No' } })
	outbox.revise('edit a', { content: 'Two' })
	expect(world.sent).toHaveLength(1)
	expect(world.kept).toMatchObject([{ values: { content: 'Two' }, problem: { kind: 'invalid' } }])
	outbox.drop('edit a')
	outbox.revise('edit a', { content: 'Three' })
	expect(world.kept).toEqual([])
})

test('a change that is refused while its block is being deleted is given up, and the deletion goes on', async () => {
	const { outbox, world, settle } = anOutbox()
	outbox.put(edit('One'))
	outbox.put({ key: 'delete a', subject: 'a', action: 'blocks.delete', values: { id: 'a' }, due: 0 })
	await settle({ kind: 'invalid', message: '', errors: { content: 'No' } })
	expect(world.sent.map(({ key }) => key)).toEqual(['edit a', 'delete a'])
	await settle(DONE)
	expect(outbox.changes).toEqual([])
})
