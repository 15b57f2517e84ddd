import { useRef, useState } from 'preact/hooks'
import type { Crop } from './crop.ts'
import { encodeCrop } from './encode.ts'
import { call, type Taken } from './send.ts'
import { say, useWords, type Words } from './words.ts'

export interface PictureProps {
	/** What stores the picture, and what takes it away. */
	set: 'profiles.setAvatar' | 'links.setPicture'
	remove: 'profiles.removeAvatar' | 'links.removePicture'
	/** The block that the picture belongs to; the profile when there is none. */
	id?: string
	words: Words
	/** What a plain post was refused for. */
	refused?: string | null
	onTaken: (data: Taken) => void
}

/** A picture from being chosen to being stored. It is sent by itself, as it is too large to be kept for later. */
export function usePicture({ set, remove, id, words, refused, onTaken }: PictureProps) {
	const t = useWords()
	const [source, setSource] = useState<ImageBitmap | null>(null)
	const wanted = useRef<ImageBitmap | null>(null)
	const [trouble, setTrouble] = useState<string | null>(refused ?? null)
	const [isBusy, setBusy] = useState(false)

	function show(picture: ImageBitmap | null) {
		wanted.current = picture
		setSource(picture)
	}

	async function choose(file: File | undefined) {
		if (!file) return
		setTrouble(null)
		try {
			show(await createImageBitmap(file))
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
		const refusal = error?.fields?.picture?.[0]
		setTrouble(data ? null : refusal ? say(words, refusal) : t('editor.picture.unsent'))
		if (!data) return
		show(null)
		onTaken(data)
	}

	async function save(crop: Crop) {
		if (!source) return
		setTrouble(null)
		setBusy(true)
		const blob = await encodeCrop(source, source, crop).catch(() => null)
		setBusy(false)
		// Cancelled, or another one chosen, while the encoder was on its way.
		if (wanted.current !== source) return
		if (blob) await send(set, blob)
		else setTrouble(t('editor.picture.noWebp'))
	}

	return { source, trouble, isBusy, choose, save, takeAway: () => send(remove), cancel: () => show(null) }
}
