import { useEffect } from 'preact/hooks'
import type { MessageKey } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import type { Outbox } from './outbox.ts'
import { noteId } from './RefusedNote.tsx'
import type { Say } from './words.ts'

/** The element beside the room's title that says how the saving goes. */
export const STATUS_ID = 'save-status'

export function useStatus(outbox: Outbox, t: Say): void {
	const key = statusOf(outbox)
	const refused = outbox.changes.find((change) => change.problem)?.key ?? ''
	// Only when it is another one: a screen reader reads aloud whatever is put there.
	useEffect(() => {
		document.getElementById(STATUS_ID)?.replaceChildren(...(key ? sentence(key, refused, t) : []))
	}, [key, refused])
}

/** `refused` is the key of the first change that waits for its creator. */
function sentence(key: MessageKey, refused: string, t: Say): (string | Node)[] {
	if (key === 'editor.status.problem') return [linkTo(`#${noteId(refused)}`, t(key))]
	if (key !== 'editor.status.signedOut') return [t(key)]
	return [t(key), ' ', linkTo(paths.signInFor(location.pathname + location.search), t('editor.status.signIn'))]
}

function linkTo(href: string, text: string): HTMLAnchorElement {
	const link = document.createElement('a')
	link.href = href
	link.textContent = text
	return link
}

function statusOf(outbox: Outbox): MessageKey | null {
	if (outbox.trouble === 'unreachable') return 'editor.status.offline'
	if (outbox.trouble === 'signedOut') return 'editor.status.signedOut'
	if (outbox.changes.some((change) => change.problem)) return 'editor.status.problem'
	if (outbox.changes.length > 0) return 'editor.status.saving'
	return outbox.hasSaved ? 'app.saved' : null
}
