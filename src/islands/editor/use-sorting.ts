import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** Lets a list be sorted by dragging its grips; the library comes after the page has been shown. */
export function useSorting(list: RefObject<HTMLElement>, onMoved: (id: string, place: number) => void): void {
	const moved = useRef(onMoved)
	moved.current = onMoved
	useEffect(() => {
		let destroy: (() => void) | undefined
		let isGone = false
		void import('sortablejs').then(({ default: Sortable }) => {
			if (isGone || !list.current) return
			const sortable = Sortable.create(list.current, {
				handle: '.grip',
				animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
				// The browser's own dragging knows no fingers; one way for all pointers.
				forceFallback: true,
				fallbackOnBody: true,
				ghostClass: 'row-ghost',
				fallbackClass: 'row-lifted',
				onUpdate({ item, from, oldIndex, newIndex }) {
					if (oldIndex === undefined || newIndex === undefined) return
					// The list belongs to Preact: it gets its node back where it was, and then renders the new order.
					item.remove()
					from.insertBefore(item, from.children[oldIndex] ?? null)
					moved.current(item.dataset.id ?? '', newIndex)
				},
			})
			destroy = () => sortable.destroy()
		})
		return () => {
			isGone = true
			destroy?.()
		}
	}, [list])
}
