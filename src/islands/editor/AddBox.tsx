import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { BlockKind, FormValues } from '../../domain/blocks/fields.ts'
import { Fields } from './fields.tsx'
import { KindIcon } from './icons.tsx'
import type { Change } from './outbox.ts'
import { TextField } from './TextField.tsx'
import { useWords } from './words.ts'

export const CREATES = {
	link: 'links.create',
	coupon: 'coupons.create',
	heading: 'blocks.createHeading',
	text: 'blocks.createText',
	social: 'blocks.createSocial',
} as const

/** What a plain post could not add. */
export interface RefusedNew {
	kind: BlockKind
	values: FormValues
	errors: Record<string, string>
	message: string | null
}

interface Props {
	/** The kind whose form is open when the page arrives; `?add=coupon` says so when scripts are off. */
	start: BlockKind
	/** The id that a plain post gives to the new block. */
	newId: string
	refused: RefusedNew | null
	/** A block that the server would not take: its form is shown again. */
	failed: Change | null
	hasScripts: boolean
	onAdd: (kind: BlockKind, values: FormValues) => void
}

const OTHERS = ['coupon', 'heading', 'text', 'social'] as const

/** Pasting a link is enough; everything else has a short form of its own. */
export function AddBox({ start, newId, refused, failed, hasScripts, onAdd }: Props) {
	const t = useWords()
	const { kind, values, trouble, choose, input, add } = useNewBlock({ start, refused, failed, onAdd })
	const errors = trouble?.errors ?? {}
	const hasFieldError = Object.keys(errors).length > 0
	return (
		<section class="add stack" aria-label={t('editor.add')}>
			<form
				class="stack"
				method="post"
				action={`?_action=${CREATES[kind]}`}
				onSubmit={(event) => {
					event.preventDefault()
					add(values)
				}}
			>
				<input type="hidden" name="id" value={newId} />
				{trouble?.message && !hasFieldError && (
					<p class="notice" role="alert">
						{trouble.message}
					</p>
				)}
				{kind === 'link' ? (
					<PasteField value={values.url ?? ''} error={errors.url} onInput={input} onPaste={(url) => add({ url })} />
				) : (
					<>
						<h2>{t(`editor.add.${kind}`)}</h2>
						<Fields kind={kind} form="new" values={values} errors={errors} onInput={input} />
						<div class="row">
							<button class="button button-primary" type="submit">
								{t('editor.add')}
							</button>
							<Choice kind="link" onChoose={choose}>
								{t('app.cancel')}
							</Choice>
						</div>
					</>
				)}
			</form>
			{(kind === 'link' || !hasScripts) && (
				<div class="kinds">
					{OTHERS.map((other) => (
						<Choice key={other} kind={other} onChoose={choose}>
							<KindIcon kind={other} />
							{t(other === 'coupon' ? 'editor.coupon.short' : `editor.${other}`)}
						</Choice>
					))}
				</div>
			)}
		</section>
	)
}

/** What is being typed for a new block, or was typed for one that was refused. */
function useNewBlock({ start, refused, failed, onAdd }: Pick<Props, 'start' | 'refused' | 'failed' | 'onAdd'>) {
	const [kind, setKind] = useState<BlockKind>(refused?.kind ?? start)
	const [values, setValues] = useState<FormValues>(refused?.values ?? {})
	const [trouble, setTrouble] = useState(refused)

	useEffect(() => {
		if (failed?.problem?.kind !== 'invalid') return
		const failedKind = kindOf(failed.action)
		const { id: _, ...typed } = failed.values as FormValues
		setKind(failedKind)
		setValues(typed)
		setTrouble({ kind: failedKind, values: typed, errors: failed.problem.errors, message: failed.problem.message })
	}, [failed])

	function choose(next: BlockKind) {
		setKind(next)
		setValues({})
		setTrouble(null)
	}

	function add(given: FormValues) {
		onAdd(kind, given)
		setValues({})
		setTrouble(null)
		if (kind !== 'link') setKind('link')
	}

	const input = (name: string, value: string) => setValues((before) => ({ ...before, [name]: value }))
	return { kind, values, trouble, choose, input, add }
}

const kindOf = (action: string) =>
	(Object.keys(CREATES) as BlockKind[]).find((kind) => CREATES[kind] === action) ?? 'link'

interface PasteProps {
	value: string
	error: string | undefined
	onInput: (name: string, value: string) => void
	onPaste: (url: string) => void
}

function PasteField({ value, error, onInput, onPaste }: PasteProps) {
	const t = useWords()
	const paste = (event: JSX.TargetedClipboardEvent<HTMLDivElement>) => {
		const text = event.clipboardData?.getData('text').trim() ?? ''
		if (value || !/^https?:\/\/\S+$/i.test(text)) return
		event.preventDefault()
		onPaste(text)
	}
	return (
		<div class="paste" onPaste={paste}>
			<TextField
				form="new"
				name="url"
				label={t('editor.add.link')}
				value={value}
				error={error}
				onInput={onInput}
				input={{
					type: 'text',
					inputMode: 'url',
					autocapitalize: 'none',
					autocomplete: 'off',
					spellcheck: false,
					required: true,
					placeholder: 'https://',
				}}
			/>
			<button class="button button-primary" type="submit">
				{t('editor.add')}
			</button>
		</div>
	)
}

interface ChoiceProps {
	kind: BlockKind
	onChoose: (kind: BlockKind) => void
	children: preact.ComponentChildren
}

function Choice({ kind, onChoose, children }: ChoiceProps) {
	return (
		<a
			class="button button-quiet"
			href={`?add=${kind}`}
			onClick={(event) => {
				event.preventDefault()
				onChoose(kind)
			}}
		>
			{children}
		</a>
	)
}
