import type { Editable } from '../../domain/blocks/fields.ts'
import { paths } from '../../paths.ts'
import { useHydrated } from '../hydrated.ts'
import type { Refused } from './EditForm.tsx'
import { RefusedNote } from './RefusedNote.tsx'
import { SubjectForm } from './SubjectForm.tsx'
import { useStatus } from './status.ts'
import { type Start, useEditor } from './use-editor.ts'
import { useWords, WordsContext } from './words.ts'

interface Props extends Start {
	/** The block that is edited; the profile when there is none. */
	blockId: string | null
	refused: Refused | null
}

/** One form on a page of its own: where links from other rooms lead, and every form when scripts are off. */
export default function OneForm(props: Props) {
	return (
		<WordsContext.Provider value={props.words}>
			<Body {...props} />
		</WordsContext.Provider>
	)
}

function Body({ blockId, refused, ...start }: Props) {
	const t = useWords()
	const state = useEditor(start)
	const hasScripts = useHydrated()
	useStatus(state.outbox, t)
	const subject: Editable | undefined = blockId ? state.blocks.find(({ id }) => id === blockId) : state.profile
	const shown = `edit ${subject?.id}`
	const elsewhere = state.outbox.changes.filter(({ key, problem }) => problem && key !== shown)
	return (
		<div class="stack">
			{elsewhere.map((change) => (
				<RefusedNote key={change.key} change={change} onDiscard={() => state.discard(change)} />
			))}
			{subject && (
				<SubjectForm
					subject={subject}
					state={state}
					words={start.words}
					hasScripts={hasScripts}
					hasButton
					refused={refused}
				/>
			)}
			<p>
				<a class="button" href={blockId ? `${paths.page}#${blockId}` : paths.page}>
					{t('editor.back')}
				</a>
			</p>
		</div>
	)
}
