import { useEffect, useRef } from 'preact/hooks'
import { paths } from '../../paths.ts'
import { Cropper } from './Cropper.tsx'
import { type PictureProps, usePicture } from './use-picture.ts'
import { useWords } from './words.ts'

interface Props extends PictureProps {
	/** Content hash of the picture that is shown now. */
	hash: string | null
	/** Shown while there is none. */
	letter: string
	label: string
	hasScripts: boolean
}

/** Chooses a picture from the phone, crops it and sends it as WebP. Without scripts a finished WebP file is taken as it is. */
export function PictureChooser({ hash, letter, label, hasScripts, ...props }: Props) {
	const { source, trouble, isBusy, choose, save, takeAway, cancel } = usePicture(props)
	return (
		<div class="picture stack">
			<div class="row">
				<Portrait hash={hash} letter={letter} isSquare={props.id !== undefined} />
				<FileForm {...props} label={label} hasScripts={hasScripts} onChoose={choose} />
				{hash && <RemoveForm {...props} onRemove={takeAway} />}
			</div>
			{trouble && (
				<p class="error" role="alert">
					{trouble}
				</p>
			)}
			{source && <Cropper source={source} isBusy={isBusy} onSave={save} onCancel={cancel} />}
		</div>
	)
}

function Portrait({ hash, letter, isSquare }: { hash: string | null; letter: string; isSquare: boolean }) {
	const shape = isSquare ? 'portrait square' : 'portrait'
	if (hash) return <img class={shape} src={paths.picture(hash)} alt="" width={72} height={72} />
	return (
		<span class={shape} aria-hidden="true">
			{letter}
		</span>
	)
}

interface FileFormProps extends Pick<PictureProps, 'id' | 'set'> {
	label: string
	hasScripts: boolean
	onChoose: (file: File | undefined) => void
}

function FileForm({ id, set, label, hasScripts, onChoose }: FileFormProps) {
	const t = useWords()
	const inputId = `picture-${id ?? 'profile'}`
	const input = useRef<HTMLInputElement>(null)
	// It may have been chosen before this script was there.
	useEffect(() => onChoose(input.current?.files?.[0]), [])
	return (
		<form class="row" method="post" action={`?_action=${set}`} encType="multipart/form-data">
			{id && <input type="hidden" name="id" value={id} />}
			<label class="button" for={inputId}>
				{label}
			</label>
			<input
				ref={input}
				id={inputId}
				class={hasScripts ? 'visually-hidden' : 'plain'}
				type="file"
				name="picture"
				accept={hasScripts ? 'image/*' : 'image/webp'}
				onChange={(event) => {
					onChoose(event.currentTarget.files?.[0])
					event.currentTarget.value = ''
				}}
			/>
			{!hasScripts && (
				<button class="button plain" type="submit">
					{t('app.save')}
				</button>
			)}
		</form>
	)
}

function RemoveForm({ id, remove, onRemove }: Pick<PictureProps, 'id' | 'remove'> & { onRemove: () => void }) {
	const t = useWords()
	return (
		<form
			method="post"
			action={`?_action=${remove}`}
			onSubmit={(event) => {
				event.preventDefault()
				onRemove()
			}}
		>
			{id && <input type="hidden" name="id" value={id} />}
			<button class="button button-quiet" type="submit">
				{t('editor.picture.remove')}
			</button>
		</form>
	)
}
