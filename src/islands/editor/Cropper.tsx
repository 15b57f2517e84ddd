import { useEffect, useRef, useState } from 'preact/hooks'
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
const ARROWS: Record<string, [dx: number, dy: number]> = {
	ArrowLeft: [STEP, 0],
	ArrowRight: [-STEP, 0],
	ArrowUp: [0, STEP],
	ArrowDown: [0, -STEP],
}

/** A square window: drag the picture under it, or use the arrow keys, and zoom with the slider. */
export function Cropper({ source, isBusy, onSave, onCancel }: CropperProps) {
	const t = useWords()
	const canvas = useRef<HTMLCanvasElement>(null)
	const last = useRef<{ x: number; y: number } | null>(null)
	const [crop, setCrop] = useState(() => inside(source, centred(source)))

	useEffect(() => {
		if (canvas.current) drawCrop(canvas.current, source, source, crop)
	}, [source, crop])
	useEffect(() => canvas.current?.focus(), [source])

	const move = (dx: number, dy: number) => setCrop((before) => dragged(source, before, dx, dy, SHOWN))
	return (
		<div class="cropper stack">
			<canvas
				ref={canvas}
				width={SHOWN * 2}
				height={SHOWN * 2}
				tabIndex={0}
				role="img"
				aria-label={t('editor.picture.crop')}
				onPointerDown={(event) => {
					event.currentTarget.setPointerCapture(event.pointerId)
					last.current = { x: event.clientX, y: event.clientY }
				}}
				onPointerMove={(event) => {
					if (!last.current) return
					move(event.clientX - last.current.x, event.clientY - last.current.y)
					last.current = { x: event.clientX, y: event.clientY }
				}}
				onPointerUp={() => {
					last.current = null
				}}
				onPointerCancel={() => {
					last.current = null
				}}
				onKeyDown={(event) => {
					const way = ARROWS[event.key]
					if (!way) return
					event.preventDefault()
					move(...way)
				}}
			/>
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
