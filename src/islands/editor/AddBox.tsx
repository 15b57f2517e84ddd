import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { BlockKind, FormValues } from '../../domain/blocks/fields.ts'
import { findAddress } from '../../domain/links/pasted.ts'
import { Fields } from './fields.tsx'
import { KindIcon } from './icons.tsx'
import type { Change } from './outbox.ts'
import { RefusedNote } from './RefusedNote.tsx'
import { TextField } from './TextField.tsx'
import { CREATES, type RefusedNew, useFocus, useNewBlock } from './use-new-block.ts'
import { useShownRefusal } from './use-shown-refusal.ts'
import { useWords } from './words.ts'

interface Props {
	/** The kind whose form is open when the page arrives; `?add=coupon` says so when scripts are off. */
	start: BlockKind
	/** The id that a plain post gives to the new block. */
	newId: string
	refused: RefusedNew | null
	/** Blocks that the server would not take: the form of one is shown again, the others are named. */
	failed: Change[]
	hasScripts: boolean
	/** Whether a change is on its way, and nothing stops it. */
	isUnderWay: (key: string) => boolean
	/** Gives the key of the change. */
	onAdd: (kind: BlockKind, values: FormValues) => string
	/** What was typed over the refused block. */
	onRevise: (key: string, values: FormValues) => void
	/** The refused block, by the key of its change, is given up. */
	onDiscard: (key: string) => void
}

const OTHERS = ['coupon', 'heading', 'text', 'social'] as const

/** Pasting a link is enough; everything else has a short form of its own. */
export function AddBox({ newId, hasScripts, ...props }: Props) {
	const t = useWords()
	const box = useRef<HTMLElement>(null)
	const keepFocus = useFocus(box)
	const showRefusal = useShownRefusal(box)
	const { kind, values, trouble, refused, choose, input, add } = useNewBlock(props, keepFocus)
	useTypedBefore(box, input)
	const chooseHere = (next: BlockKind) => {
		keepFocus()
		choose(next)
	}
	const errors = trouble?.errors ?? {}
	const others = props.failed.filter(({ key }) => key !== refused?.key)
	return (
		<section class="add stack" ref={box} aria-label={t('editor.add')}>
			<form
				class="stack"
				method="post"
				action={`?_action=${CREATES[kind]}`}
				onSubmit={(event) => {
					event.preventDefault()
					showRefusal()
					add(values)
				}}
			>
				<input type="hidden" name="id" value={newId} />
				{trouble?.message && (
					<p class="notice" role="alert" tabIndex={-1}>
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
							{!refused && (
								<Choice kind="link" onChoose={chooseHere}>
									{t('app.cancel')}
								</Choice>
							)}
						</div>
					</>
				)}
				{refused && <RefusedNote change={refused} isInForm onDiscard={() => chooseHere('link')} />}
			</form>
			{others.map((change) => (
				<RefusedNote key={change.key} change={change} onDiscard={() => props.onDiscard(change.key)} />
			))}
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

/** What was typed before this script was there; the next render would wipe it out. */
function useTypedBefore(box: { current: HTMLElement | null }, input: (name: string, value: string) => void) {
	useLayoutEffect(() => {
		const controls = box.current?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea') ?? []
		for (const { name, value, defaultValue } of controls) if (value !== defaultValue) input(name, value)
	}, [])
}

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
		const pasted = findAddress(text)
		if (value || pasted.found !== 'one' || !/https?:\/\//i.test(text)) return
		event.preventDefault()
		onPaste(pasted.address)
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
