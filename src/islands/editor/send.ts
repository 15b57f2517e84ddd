import { actions, isInputError } from 'astro:actions'
import type { BlockView, Editable } from '../../domain/blocks/fields.ts'
import type { Answer, Change } from './outbox.ts'

/** What the actions of the editor answer, as far as the editor looks at it. */
export interface Taken {
	block?: BlockView
	profile?: Editable
	avatar?: string | null
}

type Result = { data?: Taken; error?: Error & { code?: string; fields?: Record<string, string[] | undefined> } }
type Action = (form: FormData) => Promise<Result>

/** Sends one change and tells what became of it; `taken` hears what the server stored. */
export async function sendChange(
	change: Change,
	taken: (data: Taken, change: Change) => void,
	say: (key: string) => string,
): Promise<Answer> {
	const { data, error } = await call(change.action, formOf(change.values))
	if (!error) {
		taken(data ?? {}, change)
		return { kind: 'done', version: (data?.block ?? data?.profile)?.version ?? null }
	}
	if (error.code === 'BAD_REQUEST') return refusalOf(error, say)
	if (error.code === 'UNAUTHORIZED') return { kind: 'signedOut' }
	if (error.code === 'NOT_FOUND') return { kind: 'missing', message: error.message }
	if (error.code === 'CONFLICT' && 'version' in change.values) return readOther(change.subject)
	if (error.code === 'CONFLICT') return { kind: 'invalid', message: error.message, errors: {} }
	return { kind: 'unreachable' }
}

/** Sends a form to an action. What is not the action's answer, an aborted connection too, is an error without a code. */
export async function call(action: string, form: FormData): Promise<Result> {
	const [noun = '', verb = ''] = action.split('.')
	const nouns = actions as unknown as Record<string, Record<string, Action>>
	try {
		return (await nouns[noun]?.[verb]?.(form)) ?? {}
	} catch (error) {
		return { error: error as Error }
	}
}

/** The version that somebody else stored in the meantime. */
async function readOther(subject: string): Promise<Answer> {
	const { data, error } = await call(subject === 'profile' ? 'profiles.read' : 'blocks.read', formOf({ id: subject }))
	const other = data?.block ?? data?.profile
	if (other) return { kind: 'conflict', other }
	return error?.code === 'NOT_FOUND' ? { kind: 'missing', message: error.message } : { kind: 'unreachable' }
}

function formOf(values: Change['values']): FormData {
	const form = new FormData()
	for (const [name, value] of Object.entries(values)) for (const one of [value].flat()) form.append(name, one)
	return form
}

/** What forms send without a control to show an error at. */
const UNSEEN = ['id', 'copyId', 'version', 'ids', 'way']

/** Each sentence has one place: at its control, or above the form when it has none. */
function refusalOf(error: NonNullable<Result['error']>, say: (key: string) => string): Answer {
	if (!isInputError(error)) return { kind: 'invalid', message: say(error.message), errors: {} }
	const fields = Object.entries(error.fields)
	const errors = Object.fromEntries(fields.map(([field, messages]) => [field, say((messages as string[])[0] ?? '')]))
	return { kind: 'invalid', message: UNSEEN.map((field) => errors[field]).find(Boolean) ?? '', errors }
}
