import type { Change } from './outbox.ts'
import { useWords } from './words.ts'

/** The id of what is said about a refused change, by the change's key. */
export const noteId = (key: string): string => `refused-${key.replace(/\W+/g, '-')}`

interface Props {
	change: Change
	/** Whether the reason stands at a field already. */
	isInForm?: boolean
	onDiscard: () => void
}

/** What the server would not take, why, and the way out. */
export function RefusedNote({ change, isInForm = false, onDiscard }: Props) {
	const t = useWords()
	const typed = typedIn(change)
	const reason = reasonOf(change)
	return (
		<div class="refused" id={noteId(change.key)} tabIndex={-1}>
			<p dir="auto">
				{isInForm ? t('editor.waiting') : typed && t('editor.refused.typed', { typed })}{' '}
				{!isInForm && (change.problem?.kind === 'conflict' ? t('editor.conflict') : reason)}
			</p>
			<button class="button" type="button" onClick={onDiscard}>
				{t('editor.discard')}
			</button>
		</div>
	)
}

const LONGEST = 60

/** The first thing that somebody typed into the form. */
function typedIn({ values }: Change): string {
	const { id: _, version: __, apply: ___, ...typed } = values
	const first = Object.values(typed).find((value) => typeof value === 'string' && value.trim() !== '') as string
	return first === undefined || first.length <= LONGEST ? (first ?? '') : `${first.slice(0, LONGEST).toWellFormed()}…`
}

function reasonOf({ problem }: Change): string {
	if (!problem || problem.kind === 'conflict') return ''
	return problem.message || (problem.kind === 'invalid' && Object.values(problem.errors)[0]) || ''
}
