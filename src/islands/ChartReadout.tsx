import { useState } from 'preact/hooks'
import { nearestPoint, type ReadPoint } from '../view/charts/readout.ts'
import { useHydrated } from './hydrated.ts'

interface Props {
	/** What a screen reader calls it. */
	label: string
	points: ReadPoint[]
}

/** Lies over a chart's plot: touch, hover or the arrow keys read the nearest point. Without scripts it is an empty box. */
export default function ChartReadout({ label, points }: Props) {
	const isReady = useHydrated()
	const [at, setAt] = useState<number | null>(null)
	const last = points.length - 1
	if (!isReady || last < 0) return <div class="readout" />

	const follow = ({ currentTarget, clientX }: { currentTarget: HTMLElement; clientX: number }) => {
		const { left, width } = currentTarget.getBoundingClientRect()
		setAt(nearestPoint(points, ((clientX - left) / width) * 100))
	}
	const walk = (event: KeyboardEvent) => {
		const next = nextPlace(event.key, at ?? last, last)
		if (next === undefined) return
		event.preventDefault()
		setAt(next)
	}
	const point = at === null ? undefined : points[at]

	return (
		<div
			class="readout"
			role="slider"
			tabIndex={0}
			aria-label={label}
			aria-valuemin={0}
			aria-valuemax={last}
			aria-valuenow={at ?? last}
			aria-valuetext={spoken(point ?? points[last])}
			onPointerDown={follow}
			onPointerMove={follow}
			onPointerLeave={(event) => event.pointerType === 'mouse' && setAt(null)}
			onFocus={() => setAt((was) => was ?? last)}
			onBlur={() => setAt(null)}
			onKeyDown={walk}
		>
			{point && <Reading point={point} />}
		</div>
	)
}

function Reading({ point }: { point: ReadPoint }) {
	return (
		<>
			<span class="readout-rule" style={{ left: `${point.x}%` }} />
			{point.lines.map(
				({ y, mark }) =>
					y !== null && (
						<span key={mark} class={`readout-dot mark-${mark}`} style={{ left: `${point.x}%`, top: `${y}%` }} />
					),
			)}
			<div class="readout-box" style={point.x < 50 ? { left: `${point.x}%` } : { right: `${100 - point.x}%` }}>
				<strong>{point.name}</strong>
				{point.lines.map(({ text, mark }) => (
					<span key={text}>
						<i class={`mark mark-${mark}`} />
						{text}
					</span>
				))}
			</div>
		</>
	)
}

const spoken = (point: ReadPoint | undefined) =>
	[point?.name, ...(point?.lines ?? []).map((line) => line.text)].join(', ')

/** Where a key leads; null closes the reading, undefined is another key. */
function nextPlace(key: string, at: number, last: number): number | null | undefined {
	if (key === 'ArrowLeft' || key === 'ArrowDown') return Math.max(0, at - 1)
	if (key === 'ArrowRight' || key === 'ArrowUp') return Math.min(last, at + 1)
	if (key === 'Home') return 0
	if (key === 'End') return last
	return key === 'Escape' ? null : undefined
}
