import { MIN_PASSWORD_LENGTH } from './password-rules.ts'

let known: Promise<ReadonlySet<string>> | null = null

/** Whether the password, without regard to case, is one that many people have. The list is loaded at the first question. */
export async function isCommonPassword(password: string): Promise<boolean> {
	known ??= load()
	return (await known).has(password.toLowerCase())
}

/** The package's other lists, and passwords that are too short anyway, stay out of the bundle and of memory. */
async function load(): Promise<ReadonlySet<string>> {
	const list = await import('@zxcvbn-ts/language-common/src/passwords.json', { with: { type: 'json' } })
	return new Set(list.default.filter((password) => password.length >= MIN_PASSWORD_LENGTH))
}
