import { actions } from 'astro:actions'
import { startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser'

/** The sentences that these functions may say, in the person's language. */
export interface Sayings {
	none: string
	elsewhere: string
	failed: string
	/** After the person has closed the browser's question, or let it pass. */
	declined: string
	/** The device has a passkey of the account. */
	known?: string
}

/** Why there can be no passkey on this page; null when there can. */
export function obstacle(origin: string, { none, elsewhere }: Sayings): string | null {
	// Where this is missing, so is all that the library looks for.
	if (typeof PublicKeyCredential !== 'function') return none
	return location.origin === origin ? null : elsewhere
}

type Outcome = { answer: string } | { problem: string }
type RequestOptions = Parameters<typeof startAuthentication>[0]['optionsJSON']
type CreationOptions = Parameters<typeof startRegistration>[0]['optionsJSON']
type Asked = { data?: { options: string }; error?: Error & { fields?: Record<string, string[] | undefined> } }

/** An existing passkey's answer. */
export const answerFrom = (says: Sayings): Promise<Outcome> =>
	answered<RequestOptions>(
		actions.passkeys.askToSignIn(new FormData()),
		(optionsJSON) => startAuthentication({ optionsJSON }),
		says,
	)

/** A new passkey, for somebody whose password is in the form. */
export const newPasskey = (form: FormData, says: Sayings): Promise<Outcome> =>
	answered<CreationOptions>(actions.passkeys.askToAdd(form), (optionsJSON) => startRegistration({ optionsJSON }), says)

async function answered<O>(asking: Promise<Asked>, sign: (options: O) => Promise<object>, says: Sayings) {
	try {
		const { data, error } = await asking
		if (!data) return { problem: sentenceOf(error) ?? says.failed }
		return { answer: JSON.stringify(await sign(JSON.parse(data.options))) }
	} catch (error) {
		return { problem: problemOf(error, says) }
	}
}

/** A refusal of ours is a sentence already; that of a schema is a key, and one that the form itself keeps from happening. */
const sentenceOf = (error: Asked['error']): string | undefined =>
	[Object.values(error?.fields ?? {})[0]?.[0], error?.message].find((text) => text?.includes(' '))

function problemOf(error: unknown, { declined, failed, known = failed }: Sayings): string {
	if (!(error instanceof Error)) return failed
	if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return known
	return ['NotAllowedError', 'AbortError'].includes(error.name) ? declined : failed
}

/** Sends the form with the answer in it, as any form of a page is sent, and says on the page what kept it from being made. */
export async function sendWith(form: HTMLFormElement, making: () => Promise<Outcome>, say: (text: string) => void) {
	const button = form.querySelector('button:not([type=button])') as HTMLButtonElement
	button.disabled = true
	say('')
	const made = await making()
	if ('answer' in made) {
		;(form.elements.namedItem('answer') as HTMLInputElement).value = made.answer
		form.submit()
		return
	}
	button.disabled = false
	say(made.problem)
}
