import { useEffect, useState } from 'preact/hooks'

interface Props {
	/** What is so at the moment of loading. */
	text: string
	/** Answers `{ text }` in the creator's language. */
	url: string
}

const EVERY_MS = 20_000

/** Who is on the page now. Asks again while somebody looks at it; without scripts it says what was so at loading. */
export default function LiveCount({ text: first, url }: Props) {
	const [text, setText] = useState(first)
	useEffect(() => {
		const ask = async () => {
			if (document.visibilityState !== 'visible') return
			const answer = await fetch(url).catch(() => null)
			if (answer?.ok) setText(((await answer.json()) as { text: string }).text)
		}
		const timer = setInterval(ask, EVERY_MS)
		document.addEventListener('visibilitychange', ask)
		return () => {
			clearInterval(timer)
			document.removeEventListener('visibilitychange', ask)
		}
	}, [url])
	return <span>{text}</span>
}
