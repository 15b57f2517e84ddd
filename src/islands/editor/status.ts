import { useEffect } from 'preact/hooks'
import type { MessageKey } from '../../messages/index.ts'
import type { Outbox } from './outbox.ts'
import type { Say } from './words.ts'

/** The element beside the room's title that says how the saving goes. */
export const STATUS_ID = 'save-status'

export function useStatus(outbox: Outbox, t: Say): void {
	const key = statusOf(outbox)
	useEffect(() => {
		const place = document.getElementById(STATUS_ID)
		if (place) place.textContent = key ? t(key) : ''
	})
}

function statusOf(outbox: Outbox): MessageKey | null {
	if (outbox.trouble === 'unreachable') return 'editor.status.offline'
	if (outbox.trouble === 'signedOut') return 'editor.status.signedOut'
	if (outbox.changes.some((change) => change.problem)) return 'editor.status.problem'
	if (outbox.changes.length > 0) return 'editor.status.saving'
	return outbox.hasSaved ? 'app.saved' : null
}
