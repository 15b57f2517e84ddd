import type { APIContext } from 'astro'
import { isMessageKey, type Translate } from '../messages/index.ts'

type Failed = { fields?: Record<string, string[] | undefined>; message?: string } | undefined

/** The sentence at one field of a refused form, or null. Rules of the schemas name message keys. */
export function fieldError(error: Failed, field: string, t: Translate): string | null {
	const text = error?.fields?.[field]?.[0]
	if (text === undefined) return null
	return isMessageKey(text) ? t(text) : text
}

/** The sentence above a refused form: what went wrong when no single field is to blame. */
export function formError(error: Failed, t: Translate): string | null {
	if (!error) return null
	return error.fields ? t('error.form') : (error.message ?? t('error.bug'))
}

/** An action as `getActionResult` takes it. */
type Action = Parameters<APIContext['getActionResult']>[0]

/** What refused the post that this page answers: the first error among these actions' results. */
export function refusalOf(context: Pick<APIContext, 'getActionResult'>, actions: Action[]) {
	return actions.map((action) => context.getActionResult(action)?.error).find((error) => error !== undefined)
}
