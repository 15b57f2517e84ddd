/** What an operator can look for in the log when somebody tries what is not theirs. */
export type SecurityEvent =
	| 'sign-up.ok'
	| 'sign-up.failed'
	| 'sign-in.ok'
	| 'sign-in.failed'
	/** The password was right, and a second step is owed. */
	| 'sign-in.owing'
	| 'sign-out.everywhere'
	| 'reset.asked'
	| 'reset.used'
	| 'reset.refused'
	| 'password.changed'
	| 'password.refused'
	| 'email.changed'
	| 'email.refused'
	| 'email.proven'
	| 'session.ended'
	| 'passkey.added'
	| 'passkey.removed'
	| 'second-step.on'
	| 'second-step.off'
	| 'recovery-codes.made'
	| 'token.made'
	| 'token.revoked'
	| 'token.refused'
	| 'stats-link.made'
	| 'stats-link.revoked'
	| 'account.deleted'
	| 'account.deletion-refused'
	| 'account.hidden'
	| 'account.shown'
	| 'origin.refused'
	| 'throttled'

/** Never a password, token, e-mail or address: ids, and words of ours. */
export type Facts = Record<string, string | number | boolean>

/** The actions that are told of, when they have succeeded and when they were refused. */
const OF_ACTIONS: Record<string, { ok?: SecurityEvent; refused?: SecurityEvent }> = {
	'auth.signUp': { ok: 'sign-up.ok', refused: 'sign-up.failed' },
	'auth.logIn': { ok: 'sign-in.ok', refused: 'sign-in.failed' },
	'auth.logOutEverywhere': { ok: 'sign-out.everywhere' },
	'auth.askReset': { ok: 'reset.asked' },
	'auth.resetPassword': { ok: 'reset.used', refused: 'reset.refused' },
	'auth.changePassword': { ok: 'password.changed', refused: 'password.refused' },
	'auth.changeEmail': { ok: 'email.changed', refused: 'email.refused' },
	'auth.proveEmail': { ok: 'email.proven' },
	'auth.endSession': { ok: 'session.ended' },
	'passkeys.signIn': { ok: 'sign-in.ok', refused: 'sign-in.failed' },
	'passkeys.askToAdd': { refused: 'password.refused' },
	'passkeys.add': { ok: 'passkey.added' },
	'passkeys.remove': { ok: 'passkey.removed' },
	'steps.answer': { ok: 'sign-in.ok', refused: 'sign-in.failed' },
	'steps.begin': { refused: 'password.refused' },
	'steps.confirm': { ok: 'second-step.on' },
	'steps.end': { ok: 'second-step.off', refused: 'password.refused' },
	'steps.renewCodes': { ok: 'recovery-codes.made', refused: 'password.refused' },
	'tokens.create': { ok: 'token.made' },
	'tokens.revoke': { ok: 'token.revoked' },
	'data.shareStats': { ok: 'stats-link.made' },
	'data.revokeStats': { ok: 'stats-link.revoked' },
	'data.deleteEverything': { ok: 'account.deleted', refused: 'account.deletion-refused' },
}

/** The event that an action's end is; null for one that is of no interest. */
export function eventOf(action: string, end: 'ok' | 'refused' | 'throttled'): SecurityEvent | null {
	if (end === 'throttled') return 'throttled'
	return OF_ACTIONS[action]?.[end] ?? null
}

/** One line of JSON, for programs that read logs. */
export const auditLine = (at: number, event: SecurityEvent, facts: Facts): string =>
	JSON.stringify({ security: event, at: new Date(at).toISOString(), ...facts })

/** Lines of one event in a minute: a flood must not fill the disk. */
const MOST_LINES = 60
const MINUTE_MS = 60_000

/** Whether a line may be written now, and how many were left out before it. */
export function openLineLimit(
	most = MOST_LINES,
): (event: SecurityEvent, at: number) => { isFull: boolean; leftOut: number } {
	const minutes = new Map<SecurityEvent, { minute: number; lines: number; leftOut: number }>()
	return (event, at) => {
		const minute = Math.floor(at / MINUTE_MS)
		const known = minutes.get(event)
		const now = known?.minute === minute ? known : { minute, lines: 0, leftOut: known?.leftOut ?? 0 }
		minutes.set(event, now)
		if (now.lines >= most) {
			now.leftOut++
			return { isFull: true, leftOut: 0 }
		}
		const { leftOut } = now
		now.lines++
		now.leftOut = 0
		return { isFull: false, leftOut }
	}
}
