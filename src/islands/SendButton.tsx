import { Share } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { copyText } from './copy.ts'
import { useHydrated } from './hydrated.ts'

interface Props {
	title: string
	url: string
	/** Id of the element that shows the URL. */
	shownIn: string
	words: { send: string; copied: string; selected: string }
}

/** The system's share sheet; a browser without one copies instead, and says so. */
export default function SendButton({ title, url, shownIn, words }: Props) {
	const [said, setSaid] = useState('')
	const isReady = useHydrated()
	async function send() {
		setSaid('')
		if ('share' in navigator && (await isSent({ title, url }))) return
		setSaid(words[await copyText(url, document.getElementById(shownIn))])
	}
	return (
		<span class="copy" style={isReady ? undefined : { visibility: 'hidden' }}>
			<button class="button" type="button" onClick={send}>
				<Share size={20} aria-hidden="true" />
				{words.send}
			</button>
			<span class="small" role="status">
				{said}
			</span>
		</span>
	)
}

/** True also when the person closed the sheet: then nothing was to be shared. */
async function isSent(data: ShareData): Promise<boolean> {
	try {
		await navigator.share(data)
		return true
	} catch (error) {
		return error instanceof DOMException && error.name === 'AbortError'
	}
}
