import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { BlockView } from '../../domain/blocks/fields.ts'
import { titleOf } from './BlockRow.tsx'
import { useWords } from './words.ts'

type List = { current: HTMLElement | null }

/** Says where a block went, and gives the focus a place when the row that had it is moved or gone. */
export function useMoves(list: List, blocks: BlockView[]) {
	const t = useWords()
	const [said, setSaid] = useState('')
	const place = useRef<(() => HTMLElement | null | undefined) | null>(null)
	useLayoutEffect(() => {
		const element = place.current?.()
		if (!element) return
		place.current = null
		if (hasNoFocus()) element.focus({ preventScroll: true })
		element.scrollIntoView({ block: 'nearest' })
	}, [blocks])

	const rowOf = (id: string | undefined) => () =>
		id ? list.current?.querySelector<HTMLElement>(`[data-id="${id}"] .what`) : pasteField()

	return {
		said,
		moved(block: BlockView, at: number) {
			const active = document.activeElement as HTMLElement
			if (list.current?.contains(active)) place.current = () => (active.isConnected ? active : null)
			setSaid(t('editor.moved', { title: titleOf(block, t), place: at + 1, count: blocks.length }))
		},
		/** `next` is the id of the row that takes the place; there is none in an empty list. */
		deleted(block: BlockView, next: string | undefined) {
			place.current = rowOf(next)
			setSaid(t('editor.deleted.title', { title: titleOf(block, t) }))
		},
		/** A block that this page did not know comes only with the server's answer. */
		restored(id: string, block: BlockView | null) {
			place.current = rowOf(id)
			setSaid(block ? t('editor.restored', { title: titleOf(block, t) }) : '')
		},
	}
}

export type Moves = Omit<ReturnType<typeof useMoves>, 'said'>

const hasNoFocus = () => document.activeElement === null || document.activeElement === document.body

const pasteField = () => document.querySelector<HTMLElement>('.add input:not([type=hidden])')
