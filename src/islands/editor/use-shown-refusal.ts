import { useLayoutEffect, useRef } from 'preact/hooks'

const REFUSAL = '[aria-invalid=true], .notice'

/**
 * Puts the focus on the first refused field of a form, or on what is said above it, once the server has answered. Call
 * what it returns when the form is sent; whoever has gone elsewhere by then is left alone.
 */
export function useShownRefusal(form: { current: HTMLElement | null }): () => void {
	const isAwaited = useRef(false)
	useLayoutEffect(() => {
		const place = isAwaited.current && form.current?.querySelector<HTMLElement>(REFUSAL)
		if (!place) return
		isAwaited.current = false
		if (document.activeElement !== document.body && !form.current?.contains(document.activeElement)) return
		place.focus()
	})
	return () => {
		isAwaited.current = true
	}
}
