import type { Mail, Mailer } from './platform.ts'

/** Mail through an HTTP API that takes `{ from, to, subject, text }` with a bearer token, as Resend and others do. */
export function apiMailer(url: string, token: string | undefined, from: string): Mailer {
	return {
		async send({ to, subject, text }: Mail) {
			const headers: Record<string, string> = { 'content-type': 'application/json' }
			if (token) headers.authorization = `Bearer ${token}`
			const body = JSON.stringify({ from, to: [to], subject, text })
			const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) })
			if (!response.ok) throw new Error(`The mail API answered ${response.status}`)
		},
	}
}
