/** How long a clipboard that neither takes nor refuses is waited for; some in-app web views never answer. */
const PATIENCE_MS = 600

/**
 * Copies by the clipboard, else by the old command. Where neither works (web views on Android refuse both), the text is
 * selected where it stands, and the person can copy it. Says which it was.
 */
export async function copyText(text: string, shown: HTMLElement | null): Promise<'copied' | 'selected'> {
	if ((await byClipboard(text)) || byCommand(text)) return 'copied'
	if (shown) getSelection()?.selectAllChildren(shown)
	return 'selected'
}

function byClipboard(text: string): Promise<boolean> {
	const patience = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS))
	const writing = navigator.clipboard?.writeText(text).then(
		() => true,
		() => false,
	)
	return Promise.race([writing ?? false, patience])
}

function byCommand(text: string): boolean {
	const area = document.createElement('textarea')
	area.value = text
	area.readOnly = true
	area.style.cssText = 'position:fixed;opacity:0'
	const focused = document.activeElement as HTMLElement | null
	document.body.append(area)
	area.select()
	try {
		return document.execCommand('copy')
	} catch {
		return false
	} finally {
		area.remove()
		focused?.focus()
	}
}
