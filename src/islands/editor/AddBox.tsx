import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
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
	/** The refused block, by the key of its change, is given up. */
	onDiscard: (key: string) => void
}

const OTHERS = ['coupon', 'heading', 'text', 'social'] as const

/** Pasting a link is enough; everything else has a short form of its own. */
export function AddBox({ newId, hasScripts, ...props }: Props) {
	const t = useWords()
	const box = useRef<HTMLElement>(null)
	const { kind, values, trouble, choose, input, add } = useNewBlock(props)
	const keepFocus = useFocus(box, kind)
	useTypedBefore(box, input)
	const chooseHere = (next: BlockKind) => {
		keepFocus()
		choose(next)
	}
	const errors = trouble?.errors ?? {}
	return (
		<section class="add stack" ref={box} aria-label={t('editor.add')}>
			<form
				class="stack"
				method="post"
				action={`?_action=${CREATES[kind]}`}
				onSubmit={(event) => {
					event.preventDefault()
					keepFocus()
					add(values)
				}}
			>
				<input type="hidden" name="id" value={newId} />
				{trouble?.message && (
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
							<Choice kind="link" onChoose={chooseHere}>
								{t('app.cancel')}
							</Choice>
						</div>
					</>
				)}
			</form>
			{(kind === 'link' || !hasScripts) && (
				<div class="kinds">
					{OTHERS.map((other) => (
						<Choice key={other} kind={other} onChoose={chooseHere}>
							<KindIcon kind={other} />
							{t(other === 'coupon' ? 'editor.coupon.short' : `editor.${other}`)}
						</Choice>
					))}
				</div>
			)}
		</section>
	)
}

type NewBlock = Pick<Props, 'start' | 'refused' | 'failed' | 'onAdd' | 'onDiscard'>

/** What is being typed for a new block, or was typed for one that was refused. */
function useNewBlock({ start, refused, failed, onAdd, onDiscard }: NewBlock) {
	const [kind, setKind] = useState<BlockKind>(refused?.kind ?? start)
	const [values, setValues] = useState<FormValues>(refused?.values ?? {})
	const [trouble, setTrouble] = useState(refused)
	const shown = useRef<string | null>(null)

	// A refusal can come late: it waits until nothing else is being typed.
	const isFree = kind === 'link' && !values.url
	useLayoutEffect(() => {
		const problem = failed?.problem
		if (!isFree || !problem || problem.kind === 'conflict' || failed.key === shown.current) return
		const failedKind = kindOf(failed.action)
		const { id: _, ...typed } = failed.values as FormValues
		const errors = problem.kind === 'invalid' ? problem.errors : {}
		shown.current = failed.key
		setKind(failedKind)
		setValues(typed)
		setTrouble({ kind: failedKind, values: typed, errors, message: problem.message })
	}, [failed, isFree])

	function choose(next: BlockKind) {
		if (shown.current) onDiscard(shown.current)
		shown.current = null
		setKind(next)
		setValues({})
		setTrouble(null)
	}

	function add(given: FormValues) {
		choose('link')
		onAdd(kind, given)
	}

	const input = (name: string, value: string) => setValues((before) => ({ ...before, [name]: value }))
	return { kind, values, trouble, choose, input, add }
}

/**
 * Another kind has another form, and the focus would be lost with the one before: it goes to the first field, and back
 * to where the form was opened. Call what it returns when somebody in the box asks for the change.
 */
function useFocus(box: { current: HTMLElement | null }, kind: BlockKind) {
	const isAsked = useRef(false)
	const before = useRef(kind)
	// Before anything else happens: what was asked for is about this change and no later one.
	useLayoutEffect(() => {
		const place = kind === 'link' ? `a[href="?add=${before.current}"]` : 'input:not([type=hidden]), textarea'
		if (isAsked.current && kind !== before.current) box.current?.querySelector<HTMLElement>(place)?.focus()
		isAsked.current = false
		before.current = kind
	})
	return () => {
		isAsked.current = true
	}
}

/** What was typed before this script was there; the next render would wipe it out. */
function useTypedBefore(box: { current: HTMLElement | null }, input: (name: string, value: string) => void) {
	useLayoutEffect(() => {
		const controls = box.current?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea') ?? []
		for (const { name, value, defaultValue } of controls) if (value !== defaultValue) input(name, value)
	}, [])
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
