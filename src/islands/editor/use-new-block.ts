import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { BlockKind, FormValues } from '../../domain/blocks/fields.ts'
import type { Change } from './outbox.ts'

export const CREATES = {
	link: 'links.create',
	coupon: 'coupons.create',
	heading: 'blocks.createHeading',
	text: 'blocks.createText',
	social: 'blocks.createSocial',
} as const

/** What a plain post could not add. */
export interface RefusedNew {
	kind: BlockKind
	values: FormValues
	errors: Record<string, string>
	message: string | null
}

interface NewBlock {
	start: BlockKind
	refused: RefusedNew | null
	failed: Change[]
	isUnderWay: (key: string) => boolean
	onAdd: (kind: BlockKind, values: FormValues) => string
	onRevise: (key: string, values: FormValues) => void
	onDiscard: (key: string) => void
}

/**
 * What is being typed for a new block, or was typed for one that was refused. A form stays open until the server has
 * taken what it holds, or cannot be reached; a pasted link stands in the list at once.
 */
export function useNewBlock(props: NewBlock, beforeClosing: () => void) {
	const { start, refused, failed, isUnderWay, onAdd, onRevise, onDiscard } = props
	const [kind, setKind] = useState<BlockKind>(refused?.kind ?? start)
	const [values, setValues] = useState<FormValues>(refused?.values ?? {})
	const [trouble, setTrouble] = useState(refused)
	const [shownKey, setShownKey] = useState<string | null>(null)
	const [sentKey, setSentKey] = useState<string | null>(null)

	const sent = failed.find(({ key }) => key === sentKey)
	// A refusal can come late: it waits until nothing else is being typed.
	const isFree = kind === 'link' && !values.url && sentKey === null
	const waiting = sent ?? (isFree ? failed.find(({ key }) => key !== shownKey) : undefined)
	const isTaken = sentKey !== null && !sent && !isUnderWay(sentKey)
	useLayoutEffect(() => {
		if (waiting) return show(waiting)
		if (!isTaken) return
		beforeClosing()
		open('link')
	}, [waiting, isTaken])

	function show(change: Change) {
		const { problem } = change
		if (!problem || problem.kind === 'conflict') return
		const { id: _, ...typed } = change.values as FormValues
		const failedKind = kindOf(change.action)
		const errors = problem.kind === 'invalid' ? problem.errors : {}
		open(failedKind, typed, { kind: failedKind, values: typed, errors, message: problem.message })
		setShownKey(change.key)
	}

	function open(next: BlockKind, typed: FormValues = {}, refusal: RefusedNew | null = null) {
		setKind(next)
		setValues(typed)
		setTrouble(refusal)
		setShownKey(null)
		setSentKey(null)
	}

	function giveUp() {
		if (shownKey) onDiscard(shownKey)
		setShownKey(null)
	}

	function choose(next: BlockKind) {
		giveUp()
		open(next)
	}

	function add(given: FormValues) {
		if (sentKey && isUnderWay(sentKey)) return
		giveUp()
		const key = onAdd(kind, given)
		if (kind === 'link') return open('link')
		setTrouble(null)
		setSentKey(key)
	}

	/** What was refused leaves with the last letter of it. */
	function input(name: string, value: string) {
		const next = { ...values, [name]: value }
		setValues((before) => ({ ...before, [name]: value }))
		if (isEmpty(next)) {
			giveUp()
			setTrouble(null)
		} else if (shownKey) onRevise(shownKey, next)
	}

	return { kind, values, trouble, refused: failed.find(({ key }) => key === shownKey), choose, input, add }
}

const isEmpty = ({ apply: _, ...typed }: FormValues) => Object.values(typed).every((value) => value.trim() === '')

const kindOf = (action: string) =>
	(Object.keys(CREATES) as BlockKind[]).find((kind) => CREATES[kind] === action) ?? 'link'

/**
 * Another kind has another form, and the focus would be lost with the one before: it goes to the first field, and back
 * to where the form was opened. Call what it returns before the change that somebody in the box asks for.
 */
export function useFocus(box: { current: HTMLElement | null }): () => void {
	const isAsked = useRef(false)
	const before = useRef<string | undefined>(undefined)
	useLayoutEffect(() => {
		const form = box.current?.querySelector<HTMLFormElement>('form')
		const kind = KINDS.find((one) => form?.getAttribute('action')?.endsWith(CREATES[one]))
		const place = kind === 'link' ? `a[href="?add=${before.current}"]` : 'input:not([type=hidden]), textarea'
		if (isAsked.current && kind !== before.current) {
			box.current?.querySelector<HTMLElement>(place)?.focus()
			isAsked.current = false
		}
		before.current = kind
	})
	return () => {
		const { activeElement } = document
		isAsked.current = activeElement === document.body || box.current?.contains(activeElement) === true
	}
}

const KINDS = Object.keys(CREATES) as (keyof typeof CREATES)[]
