import { useEffect, useRef, useState } from 'preact/hooks'
import { paths } from '../../paths.ts'
import { useWords } from './words.ts'

const RELOAD_MS = 300

/** The page as followers see it, where there is room beside the editor; it loads again after every save and is never counted. */
export function Preview({ saves }: { saves: number }) {
	const t = useWords()
	const frame = useRef<HTMLIFrameElement>(null)
	const [hasRoom, setRoom] = useState(false)
	useEffect(() => {
		const wide = matchMedia('(min-width: 1024px)')
		const update = () => setRoom(wide.matches)
		update()
		wide.addEventListener('change', update)
		return () => wide.removeEventListener('change', update)
	}, [])
	useEffect(() => {
		if (saves === 0) return
		const timer = setTimeout(() => frame.current?.contentWindow?.location.reload(), RELOAD_MS)
		return () => clearTimeout(timer)
	}, [saves])
	return (
		<aside class="preview" aria-label={t('editor.preview')}>
			{hasRoom && <iframe ref={frame} title={t('editor.preview')} src={paths.preview} sandbox="allow-same-origin" />}
		</aside>
	)
}
