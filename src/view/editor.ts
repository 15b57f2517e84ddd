import type { FormValues } from '../domain/blocks/fields.ts'
import { isMessageKey, type Translate } from '../messages/index.ts'

type Failed = { message: string; code: string; fields?: Record<string, string[] | undefined> }

/** A refused plain post, for a form to show again: what was typed, and the sentences where they belong. */
export function refusedForm(error: Failed, typed: FormValues, t: Translate) {
	const errors = Object.entries(error.fields ?? {}).map(([field, keys]) => [field, sentence(keys?.[0] ?? '', t)])
	return {
		values: typed,
		errors: Object.fromEntries(errors) as Record<string, string>,
		message: error.fields ? null : error.message,
		isConflict: error.code === 'CONFLICT',
	}
}

const sentence = (key: string, t: Translate) => (isMessageKey(key) ? t(key) : key)
