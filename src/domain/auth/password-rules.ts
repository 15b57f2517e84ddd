export const MIN_PASSWORD_LENGTH = 10
export const MAX_PASSWORD_LENGTH = 200

/** A password that says the account's own name protects nothing: it is the first thing that anyone tries. */
export function saysItsOwner(password: string, names: (string | undefined)[]): boolean {
	const said = bare(password)
	return names.some(
		(name) => name !== undefined && name !== '' && (said === bare(name) || said === bare(mailbox(name))),
	)
}

const mailbox = (email: string): string => email.split('@')[0] ?? email

/** Case, spaces and punctuation hide nothing. */
function bare(text: string): string {
	return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
