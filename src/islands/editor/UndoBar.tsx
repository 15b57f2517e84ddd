import { useEffect, useRef } from 'preact/hooks'
import { useWords } from './words.ts'

const UNDO_MS = 10_000

interface Props {
	id: string
	title: string
	onUndo: () => void
	onGone: () => void
}

/** Stands above the bottom bar for ten seconds, and longer while it has the focus; without scripts until the next action. */
export function UndoBar({ id, title, onUndo, onGone }: Props) {
	const t = useWords()
	const bar = useRef<HTMLDivElement>(null)
	useEffect(() => {
		let timer = setTimeout(function leave() {
			if (bar.current?.contains(document.activeElement)) timer = setTimeout(leave, 1000)
			else onGone()
		}, UNDO_MS)
		return () => clearTimeout(timer)
	}, [id])
	return (
		<div class="undo" ref={bar}>
			<span>{title ? t('editor.deleted.title', { title }) : t('editor.deleted')}</span>
			<form
				method="post"
				action="?_action=blocks.restore"
				onSubmit={(event) => {
					event.preventDefault()
					onUndo()
				}}
			>
				<input type="hidden" name="id" value={id} />
				<button class="button" type="submit">
					{t('app.undo')}
				</button>
			</form>
		</div>
	)
}
