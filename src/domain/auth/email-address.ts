/** RFC 5321, 4.5.3.1.3, with its erratum 1690: what fits between the angle brackets of a path. */
export const MAX_EMAIL_LENGTH = 254

/** RFC 5321, 4.5.3.1.1. */
const MAX_MAILBOX = 64

// RFC 5322's `atext`, and letters and digits of every script (RFC 6531). No quotes, comments, lists or routes, which mailers
// read as another mailbox than the one that is written there.
const ATOM = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+$/u
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u
const MAX_LABEL = 63

/**
 * Whether the text is one plain address, `mailbox@host.tld`, of at most `MAX_EMAIL_LENGTH`: dots only between atoms, a host
 * of at least two labels of letters, digits and inner hyphens, and nothing that a mail header or a terminal would obey.
 */
export function isEmailAddress(text: string): boolean {
	if (text.length > MAX_EMAIL_LENGTH) return false
	const at = text.lastIndexOf('@')
	const [mailbox, labels] = [text.slice(0, at), text.slice(at + 1).split('.')]
	return (
		at > 0 &&
		mailbox.length <= MAX_MAILBOX &&
		mailbox.split('.').every((atom) => ATOM.test(atom)) &&
		labels.length >= 2 &&
		labels.every((label) => label.length <= MAX_LABEL && LABEL.test(label)) &&
		/\D/.test(labels.at(-1) ?? '')
	)
}
