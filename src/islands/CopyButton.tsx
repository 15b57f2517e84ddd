import { Check, Copy } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import { copyText } from './copy.ts'
import { useHydrated } from './hydrated.ts'

const SAID_MS = 3000

interface Props {
	text: string
	/** Id of the element that shows the text, which is selected when nothing can be copied. */
	shownIn: string
	/** What the button is called, beside the word that it shows. */
	label: string
	words: { copy: string; copied: string; selected: string }
	isPrimary?: boolean
}

/** Copies a text that is on the page. It says "copied" only when it was. Without scripts there is no button. */
export default function CopyButton({ text, shownIn, label, words, isPrimary = false }: Props) {
	const [outcome, setOutcome] = useState<'copied' | 'selected' | null>(null)
	const isReady = useHydrated()
	useEffect(() => {
		if (outcome === null) return
		const timer = setTimeout(() => setOutcome(null), SAID_MS)
		return () => clearTimeout(timer)
	}, [outcome])
	const copy = async () => setOutcome(await copyText(text, document.getElementById(shownIn)))
	return (
		<span class="copy" style={isReady ? undefined : { visibility: 'hidden' }}>
			<button class={`button ${isPrimary ? 'button-primary' : ''}`} type="button" onClick={copy} aria-label={label}>
				{outcome === 'copied' ? <Check size={20} aria-hidden="true" /> : <Copy size={20} aria-hidden="true" />}
				<span>{outcome === 'copied' ? words.copied : words.copy}</span>
			</button>
			<span class={outcome === 'selected' ? 'small' : 'visually-hidden'} role="status">
				{outcome !== null && words[outcome]}
			</span>
		</span>
	)
}
