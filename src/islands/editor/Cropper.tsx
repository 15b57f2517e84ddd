import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Crop, centred, dragged, inside, MAX_ZOOM, zoomed } from './crop.ts'
import { drawCrop } from './encode.ts'
import { useWords } from './words.ts'

interface CropperProps {
	source: ImageBitmap
	isBusy: boolean
	onSave: (crop: Crop) => void
	onCancel: () => void
}

const SHOWN = 280
const STEP = 12
/** A finger that moves no farther, in CSS pixels, has tapped. */
const TAP = 4
const ARROWS: Record<string, [dx: number, dy: number]> = {
	ArrowLeft: [STEP, 0],
	ArrowRight: [-STEP, 0],
	ArrowUp: [0, STEP],
	ArrowDown: [0, -STEP],
}

/** A square window: the picture moves under it by a finger or by the arrow keys, and the slider zooms. */
export function Cropper({ source, isBusy, onSave, onCancel }: CropperProps) {
	const t = useWords()
	const frame = useRef<HTMLDivElement>(null)
	const canvas = useRef<HTMLCanvasElement>(null)
	const [crop, setCrop] = useState(() => inside(source, centred(source)))
	const pan = usePan(t('editor.picture.crop'), (dx, dy, shown) =>
		setCrop((before) => dragged(source, before, dx, dy, shown)),
	)

	// Before the window is seen: a key pressed at once would otherwise go nowhere.
	useLayoutEffect(() => {
		if (canvas.current) drawCrop(canvas.current, source, source, crop)
	}, [source, crop])
	useLayoutEffect(() => frame.current?.focus(), [source])

	return (
		<div class="cropper stack">
			<div class="window" ref={frame} {...pan}>
				<canvas ref={canvas} width={SHOWN * 2} height={SHOWN * 2} />
			</div>
			<label class="field">
				<span>{t('editor.picture.zoom')}</span>
				<input
					type="range"
					min={1}
					max={MAX_ZOOM}
					step={0.05}
					value={crop.zoom}
					onInput={(event) => setCrop(zoomed(source, crop, event.currentTarget.valueAsNumber))}
				/>
			</label>
			<div class="row">
				<button class="button button-primary" type="button" disabled={isBusy} onClick={() => onSave(crop)}>
					{t('editor.picture.use')}
				</button>
				<button class="button button-quiet" type="button" onClick={onCancel}>
					{t('app.cancel')}
				</button>
				<span class="muted small" role="status">
					{isBusy && t('editor.status.saving')}
				</span>
			</div>
		</div>
	)
}

type PanEvent = JSX.TargetedPointerEvent<HTMLDivElement>

/**
 * Makes an element called `label` take dragging, taps where the middle should be, and the arrow keys. `move` hears how far, in
 * a window that is `shown` pixels wide.
 */
function usePan(label: string, move: (dx: number, dy: number, shown: number) => void) {
	const last = useRef<{ x: number; y: number } | null>(null)
	const travelled = useRef(0)
	const end = () => {
		last.current = null
	}
	return {
		role: 'application' as const,
		tabIndex: 0,
		'aria-label': label,
		onPointerDown({ currentTarget, pointerId, clientX: x, clientY: y }: PanEvent) {
			currentTarget.setPointerCapture(pointerId)
			last.current = { x, y }
			travelled.current = 0
		},
		onPointerMove({ clientX: x, clientY: y }: PanEvent) {
			if (!last.current) return
			const [dx, dy] = [x - last.current.x, y - last.current.y]
			last.current = { x, y }
			travelled.current += Math.hypot(dx, dy)
			move(dx, dy, SHOWN)
		},
		onPointerUp({ currentTarget, clientX, clientY }: PanEvent) {
			const { left, top, width } = currentTarget.getBoundingClientRect()
			const isTap = last.current !== null && travelled.current <= TAP
			if (isTap) move(left + width / 2 - clientX, top + width / 2 - clientY, width)
			end()
		},
		onPointerCancel: end,
		onKeyDown(event: JSX.TargetedKeyboardEvent<HTMLDivElement>) {
			const way = ARROWS[event.key]
			if (!way) return
			event.preventDefault()
			move(...way, SHOWN)
		},
	}
}
