import type { APIContext } from 'astro'
import { auditLine, eventOf, type Facts, openLineLimit, type SecurityEvent } from '../domain/audit.ts'
import { hashedAddress } from './address.ts'

type Visit = Pick<APIContext, 'clientAddress' | 'request' | 'locals'>

const mayWrite = openLineLimit()
/** Enough of the address's hash to tell one sender from another. */
const ADDRESS_DIGITS = 16

/**
 * Writes one line about something that concerns security. `facts` may hold ids and words of ours, and never a secret or an
 * e-mail address. Where the sender was is in the line as a hash under our secret.
 */
export function audit(context: Visit, event: SecurityEvent, facts: Facts = {}): void {
	const { platform, user } = context.locals
	const at = platform.now()
	const { isFull, leftOut } = mayWrite(event, at)
	if (isFull) return
	const who = { address: hashedAddress(context).slice(0, ADDRESS_DIGITS), ...(user && { user: user.id }) }
	console.info(auditLine(at, event, { ...who, ...facts, ...(leftOut > 0 && { leftOut }) }))
}

/** Tells how an action ended, if that is told of such an action; `facts` as for `audit`, `told` for what is not usual of it. */
export function auditAction(
	context: Visit & Pick<APIContext, 'url'>,
	end: 'ok' | 'refused' | 'throttled',
	facts?: Facts,
	told?: SecurityEvent,
): void {
	const action = actionNameOf(context.url)
	const event = told ?? eventOf(action, end)
	if (event) audit(context, event, end === 'throttled' ? { action, ...facts } : facts)
}

/** Forms name their action in the query, islands in the path. */
const actionNameOf = ({ pathname, searchParams }: URL): string =>
	searchParams.get('_action') ?? /^\/_actions\/([\w.]+)\/?$/.exec(pathname)?.[1] ?? ''
