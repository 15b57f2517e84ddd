import type { Slot } from '../../domain/calendar.ts'
import type { Translate } from '../../messages/index.ts'
import { targetName } from './names.ts'

type Change = 'added' | 'edited' | 'hidden' | 'shown' | 'deleted' | 'restored'

/** A change as it is stored: of a link or coupon, or of the page when it has no title. */
export interface Marked {
	at: number
	what: Change
	publicId: string | null
	kind: 'link' | 'coupon' | null
	title: string | null
}

/** What changed within one piece of a chart. */
export interface ChartMark {
	place: number
	texts: string[]
}

export function markText({ what, publicId, kind, title }: Marked, t: Translate): string {
	if (publicId === null) return t(what === 'hidden' ? 'clicks.mark.pageHidden' : 'clicks.mark.pageShown')
	const name = targetName(kind && title !== null ? { publicId, kind, title } : null, t)
	return t(`clicks.mark.${what}`, { name })
}

/** Marks by the piece that they fall into, in the order of time. Those outside of every piece are left out. */
export function chartMarks(slots: Slot[], marks: Marked[], t: Translate): ChartMark[] {
	const byPlace = Map.groupBy(marks.toReversed(), ({ at }) => slots.findIndex(({ from, to }) => at >= from && at < to))
	byPlace.delete(-1)
	return [...byPlace]
		.map(([place, marked]) => ({ place, texts: marked.map((mark) => markText(mark, t)) }))
		.sort((a, b) => a.place - b.place)
}
