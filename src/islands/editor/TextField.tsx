import type { JSX } from 'preact'
import { useWords } from './words.ts'

interface Props {
	/** Makes the id unique among the forms of a page. */
	form: string
	name: string
	label: string
	value: string
	error?: string
	hint?: string
	isOptional?: boolean
	isLong?: boolean
	onInput: (name: string, value: string) => void
	/** What else the input takes: type, maxLength, placeholder, inputMode … */
	input?: JSX.InputHTMLAttributes<HTMLInputElement> & JSX.TextareaHTMLAttributes<HTMLTextAreaElement>
}

/** An input with its label, hint and error, which stay where they are whatever happens. */
export function TextField({ form, name, label, value, error, hint, isOptional, isLong, onInput, input = {} }: Props) {
	const t = useWords()
	const id = `${form}-${name}`
	const shared = {
		...input,
		id,
		name,
		value,
		'aria-describedby': describing(id, hint, error),
		'aria-invalid': error ? ('true' as const) : undefined,
		autofocus: isArrivedAt(error),
	}
	return (
		<div class="field">
			<label for={id}>
				{label} {isOptional && <span class="muted small">({t('app.optional')})</span>}
			</label>
			{isLong ? (
				<textarea {...shared} onInput={(event) => onInput(name, event.currentTarget.value)} />
			) : (
				<input {...shared} onInput={(event) => onInput(name, event.currentTarget.value)} />
			)}
			<Said id={id} hint={hint} error={error} />
		</div>
	)
}

interface SelectProps {
	form: string
	name: string
	label: string
	value: string
	options: readonly (readonly [value: string, label: string])[]
	error?: string
	hint?: string
	onInput: (name: string, value: string) => void
}

export function SelectField({ form, name, label, value, options, error, hint, onInput }: SelectProps) {
	const chosen = value || options[0]?.[0]
	const id = `${form}-${name}`
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<select
				id={id}
				name={name}
				value={chosen}
				aria-describedby={describing(id, hint, error)}
				aria-invalid={error ? 'true' : undefined}
				autofocus={isArrivedAt(error)}
				onChange={(event) => onInput(name, event.currentTarget.value)}
			>
				{options.map(([option, words]) => (
					<option key={option} value={option} selected={option === chosen}>
						{words}
					</option>
				))}
			</select>
			<Said id={id} hint={hint} error={error} />
		</div>
	)
}

/** A page that a refused plain post answers with arrives at its first refused field. */
const isArrivedAt = (error?: string) => (error && typeof window === 'undefined') || undefined

/** The ids of what `Said` shows below a control. */
const describing = (id: string, hint?: string, error?: string) =>
	[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined

function Said({ id, hint, error }: { id: string; hint?: string; error?: string }) {
	return (
		<>
			{hint && (
				<span class="hint" id={`${id}-hint`}>
					{hint}
				</span>
			)}
			{error && (
				<span class="error" id={`${id}-error`}>
					{error}
				</span>
			)}
		</>
	)
}
