import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Editable, FormValues } from '../../domain/blocks/fields.ts'
import { Conflict } from './Conflict.tsx'
import { Fields } from './fields.tsx'
import type { Change } from './outbox.ts'
import { noteId, RefusedNote } from './RefusedNote.tsx'
import { type Form, saveAction } from './use-editor.ts'
import { useShownRefusal } from './use-shown-refusal.ts'
import { useWords } from './words.ts'

/** What a refused plain post left behind, to be shown again as it was typed. */
export interface Refused {
	values: FormValues
	errors: Record<string, string>
	message: string | null
	/** What is stored, when somebody else was first. */
	other: Editable | null
}

interface Props {
	subject: Editable
	form: Form
	refused?: Refused | null
	/** The address of this form alone, where the other version is shown when scripts are off. */
	href: string
	/** A page of its own has one, for whose scripts are off and for whoever looks for it. */
	hasButton: boolean
	/** The change that was refused, and how it is given up. */
	failed?: Change
	onDiscard: () => void
}

/** Edits a block or the profile: saves as it goes, and by its button when scripts are off. */
export function EditForm({ subject, form, refused = null, href, hasButton, failed, onDiscard }: Props) {
	const t = useWords()
	const { isTouched, shown, input, leave, forget } = useTyping(form, refused)
	const element = useRef<HTMLFormElement>(null)
	const showRefusal = useShownRefusal(element)
	const { errors, message, other } = isTouched ? troubleOf(form) : (refused ?? troubleOf(form))

	function submit(event: JSX.TargetedSubmitEvent<HTMLFormElement>) {
		event.preventDefault()
		if (other && form.problem?.kind !== 'conflict') form.set(shown)
		showRefusal()
		form.flush()
	}

	function discard() {
		onDiscard()
		forget()
	}

	function takeOther(event: JSX.TargetedMouseEvent<HTMLAnchorElement>) {
		event.preventDefault()
		if (other) form.takeOther(other)
		forget()
	}

	return (
		<form
			class="stack edit"
			ref={element}
			method="post"
			action={`?_action=${saveAction(subject.kind)}`}
			onSubmit={submit}
			onFocusOut={leave}
		>
			<input type="hidden" name="id" value={subject.id} />
			<input type="hidden" name="version" value={subject.version} />
			{message && (
				<p class="notice" role="alert">
					{message}
				</p>
			)}
			{other && (
				<Conflict
					id={failed && noteId(failed.key)}
					kind={subject.kind}
					mine={shown}
					other={other.fields}
					href={href}
					onKeep={form.problem?.kind === 'conflict' ? form.keepMine : undefined}
					onTake={takeOther}
				/>
			)}
			<Fields kind={subject.kind} form={subject.id} values={shown} errors={errors} onInput={input} />
			{failed && !other && <RefusedNote change={failed} isInForm onDiscard={discard} />}
			{hasButton && (
				<div>
					<button class="button button-primary" type="submit">
						{t('app.save')}
					</button>
				</div>
			)}
		</form>
	)
}

/**
 * What is shown while somebody types: their own words, also when the server has stored them without the last space.
 * A refused plain post counts as typed.
 */
function useTyping(form: Form, refused: Refused | null) {
	const [held, setHeld] = useState<FormValues | null>(refused?.values ?? null)
	const [isTouched, setTouched] = useState(refused === null)
	const shown = held ?? form.values

	function input(name: string, value: string) {
		const next = { ...shown, [name]: value }
		setTouched(true)
		setHeld(next)
		form.set(next)
	}

	function forget() {
		setTouched(true)
		setHeld(null)
	}

	function leave(event: JSX.TargetedFocusEvent<HTMLFormElement>) {
		form.flush()
		const isInside = event.currentTarget.contains(event.relatedTarget as Node | null)
		if (!isInside && isTouched) setHeld(null)
	}

	return { isTouched, shown, input, leave, forget }
}

function troubleOf({ problem }: Form): Omit<Refused, 'values'> {
	return {
		errors: problem?.kind === 'invalid' ? problem.errors : {},
		message: problem?.kind === 'missing' || problem?.kind === 'invalid' ? problem.message : null,
		other: problem?.kind === 'conflict' ? problem.other : null,
	}
}
