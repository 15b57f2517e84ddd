import { useEffect, useRef, useState } from 'preact/hooks'
import { paths } from '../../paths.ts'
import { type Crop, centred, dragged, inside, MAX_ZOOM, zoomed } from './crop.ts'
import { drawCrop, encodeCrop } from './encode.ts'
import { call, type Taken } from './send.ts'
import { say, useWords, type Words } from './words.ts'

interface Props {
	/** Content hash of the picture that is shown now. */
	hash: string | null
	/** Shown while there is none. */
	letter: string
	label: string
	set: 'profiles.setAvatar' | 'links.setPicture'
	remove: 'profiles.removeAvatar' | 'links.removePicture'
	/** The block that the picture belongs to. */
	id?: string
	words: Words
	hasScripts: boolean
	onTaken: (data: Taken) => void
	refused?: string | null
}

/** Chooses a picture from the phone, crops it and sends it as WebP. Without scripts a finished WebP file is taken as it is. */
export function PictureChooser({ hash, letter, label, set, remove, id, words, hasScripts, onTaken, refused }: Props) {
	const t = useWords()
	const [source, setSource] = useState<ImageBitmap | null>(null)
	const [trouble, setTrouble] = useState<string | null>(refused ?? null)
	const [isBusy, setBusy] = useState(false)

	async function choose(file: File | undefined) {
		if (!file) return
		setTrouble(null)
		try {
			setSource(await createImageBitmap(file))
		} catch {
			setTrouble(t('editor.picture.unreadable'))
		}
	}

	async function send(action: string, picture?: Blob) {
		const form = new FormData()
		if (id) form.set('id', id)
		if (picture) form.set('picture', picture, 'picture.webp')
		setBusy(true)
		const { data, error } = await call(action, form)
		setBusy(false)
		if (data) {
			setSource(null)
			return onTaken(data)
		}
		const field = (error as { fields?: { picture?: string[] } } | undefined)?.fields?.picture?.[0]
		setTrouble(field ? say(words, field) : t('editor.picture.unsent'))
	}

	async function save(crop: Crop) {
		if (!source) return
		const blob = await encodeCrop(source, source, crop)
		if (blob) return send(set, blob)
		setTrouble(t('editor.picture.noWebp'))
	}

	const shape = id ? 'portrait square' : 'portrait'
	const inputId = `picture-${id ?? 'profile'}`
	return (
		<div class="picture stack">
			<div class="row">
				{hash ? (
					<img class={shape} src={paths.picture(hash)} alt="" width={72} height={72} />
				) : (
					<span class={shape} aria-hidden="true">
						{letter}
					</span>
				)}
				<form class="row" method="post" action={`?_action=${set}`} encType="multipart/form-data">
					{id && <input type="hidden" name="id" value={id} />}
					<label class={hasScripts ? 'button' : undefined} for={inputId}>
						{label}
					</label>
					<input
						id={inputId}
						class={hasScripts ? 'visually-hidden' : undefined}
						type="file"
						name="picture"
						accept={hasScripts ? 'image/*' : 'image/webp'}
						onChange={(event) => {
							void choose(event.currentTarget.files?.[0])
							event.currentTarget.value = ''
						}}
					/>
					{!hasScripts && (
						<button class="button" type="submit">
							{t('app.save')}
						</button>
					)}
				</form>
				{hash && (
					<form
						method="post"
						action={`?_action=${remove}`}
						onSubmit={(event) => {
							event.preventDefault()
							void send(remove)
						}}
					>
						{id && <input type="hidden" name="id" value={id} />}
						<button class="button button-quiet" type="submit">
							{t('editor.picture.remove')}
						</button>
					</form>
				)}
			</div>
			{trouble && (
				<p class="error" role="alert">
					{trouble}
				</p>
			)}
			{source && <Cropper source={source} isBusy={isBusy} onSave={save} onCancel={() => setSource(null)} />}
		</div>
	)
}

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
function Cropper({ source, isBusy, onSave, onCancel }: CropperProps) {
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
			</div>
		</div>
	)
}
