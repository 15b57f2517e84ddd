import { useEffect, useMemo, useReducer, useState } from 'preact/hooks'
import type { BlockView, Editable, FormValues, ProfileView } from '../../domain/blocks/fields.ts'
import { sameFields } from '../../domain/blocks/fields.ts'
import { type Answer, type Change, fieldsOf, Outbox, type Outside, type Problem } from './outbox.ts'
import { sendChange, type Taken } from './send.ts'
import { openShelf } from './storage.ts'
import { say, type Words } from './words.ts'

const TYPING_MS = 800

export interface Start {
	profile: ProfileView
	avatar: string | null
	blocks: BlockView[]
	/** Keeps the creators of a shared phone apart. */
	owner: string
	words: Words
}

const SAVES = {
	link: 'links.edit',
	coupon: 'coupons.edit',
	heading: 'blocks.editHeading',
	text: 'blocks.editText',
	social: 'blocks.editSocial',
	profile: 'profiles.edit',
} as const

export const saveAction = (kind: Editable['kind']) => SAVES[kind]

/** The page as the creator sees it: what the server stored, with every change laid over it that is still on its way. */
export function useEditor(start: Start) {
	const [blocks, setBlocks] = useState(start.blocks)
	const [profile, setProfile] = useState(start.profile)
	const [avatar, setAvatar] = useState(start.avatar)
	const [notice, setNotice] = useState<string | null>(null)
	const [saves, countSave] = useReducer((n: number) => n + 1, 0)
	const [, refresh] = useReducer((n: number) => n + 1, 0)

	function take(data: Taken, change?: Change) {
		const { block } = data
		if (block && change?.action !== 'blocks.delete') setBlocks((before) => withBlock(before, block, change))
		if (data.profile?.kind === 'profile') setProfile(data.profile)
		if (data.avatar !== undefined) setAvatar(data.avatar)
		countSave(undefined)
	}

	/** A block that was not made leaves the list. What has no form to wait in is given up and said. */
	async function send(change: Change): Promise<Answer> {
		const answer = await sendChange(change, take, (key) => say(start.words, key))
		if (answer.kind !== 'missing' && answer.kind !== 'invalid') return answer
		if (/^(?:create|restore) /.test(change.key)) setBlocks((before) => before.filter(({ id }) => id !== change.subject))
		if (hasForm(change)) return answer
		setNotice(answer.message)
		return { kind: 'done', version: null }
	}

	const outbox = useOutbox(start, send, () => refresh(undefined))
	return {
		blocks,
		setBlocks,
		profile,
		avatar,
		/** Grows with every change that the server has taken. */
		saves,
		outbox,
		/** A change that was given up, in a sentence. */
		notice,
		take,
		form: (subject: Editable) => formOf(outbox, subject, take),
		/** What was refused of a block, or of the profile. */
		refused: (id: string) => outbox.changes.find(({ key, problem }) => key === `edit ${id}` && problem),
		/** Refused changes of what does not stand here, which no form can show. */
		orphans: outbox.changes.filter(
			({ key, subject, problem }) =>
				problem && key.startsWith('edit ') && subject !== 'profile' && !blocks.some(({ id }) => id === subject),
		),
		/** Gives a refused change up: what is stored stays, and what is not there any more leaves the list. */
		discard({ key, subject, problem }: Change) {
			if (problem?.kind === 'conflict') return takeStored(outbox, key, problem.other, take)
			outbox.drop(key)
			if (problem?.kind === 'missing') setBlocks((before) => before.filter(({ id }) => id !== subject))
		},
	}
}

export type EditorState = ReturnType<typeof useEditor>

const hasForm = ({ key, action }: Change) =>
	key.startsWith('edit ') || (key.startsWith('create ') && action !== 'blocks.duplicate')

function useOutbox(start: Start, send: Outside['send'], refresh: () => void): Outbox {
	const shelf = useMemo(() => (typeof window === 'undefined' ? null : openShelf(start.owner)), [start.owner])
	const outbox = useMemo(() => {
		let timer: ReturnType<typeof setTimeout> | undefined
		return new Outbox({
			send,
			keep: (changes) => shelf?.keep(changes),
			now: Date.now,
			wake(afterMs, run) {
				clearTimeout(timer)
				timer = setTimeout(run, afterMs)
			},
			changed: refresh,
		})
	}, [shelf])
	useEffect(() => {
		const retry = () => outbox.retry()
		window.addEventListener('online', retry)
		void shelf?.adopt().then((left) => {
			for (const change of left) outbox.put({ ...change, due: 0 })
		})
		return () => window.removeEventListener('online', retry)
	}, [outbox, shelf])
	return outbox
}

function withBlock(blocks: BlockView[], block: BlockView, change?: Change): BlockView[] {
	if (blocks.some(({ id }) => id === block.id)) return blocks.map((other) => (other.id === block.id ? block : other))
	const original = blocks.findIndex(({ id }) => id === change?.values.id)
	return change?.action === 'blocks.duplicate' && original >= 0
		? blocks.toSpliced(original + 1, 0, block)
		: [block, ...blocks]
}

/** The form of a block or of the profile: what was typed, else what is stored. */
function formOf(outbox: Outbox, subject: Editable, take: (data: Taken) => void) {
	const key = `edit ${subject.id}`
	const change = outbox.find(key)
	const values: FormValues = change ? fieldsOf(change) : subject.fields
	const problem: Problem | undefined = change?.problem
	return {
		values,
		problem,
		set(next: FormValues) {
			if (!problem && !outbox.isSending && sameFields(next, subject.fields)) return outbox.drop(key)
			const id: FormValues = subject.kind === 'profile' ? {} : { id: subject.id }
			const action = SAVES[subject.kind]
			const basis = { ...id, version: String(subject.version) }
			outbox.put({ key, subject: subject.id, action, values: { ...basis, ...next }, due: Date.now() + TYPING_MS })
		},
		flush: () => outbox.flush(key),
		/** Settles a conflict: the creator's own version is saved over the other. */
		keepMine: () => outbox.insist(key),
		/** Settles a conflict: the other version stays. */
		takeOther: (other: Editable) => takeStored(outbox, key, other, take),
	}
}

function takeStored(outbox: Outbox, key: string, other: Editable, take: (data: Taken) => void) {
	outbox.learn(other.id, other.version)
	outbox.drop(key)
	take(other.kind === 'profile' ? { profile: other } : { block: other })
}

export type Form = ReturnType<typeof formOf>
