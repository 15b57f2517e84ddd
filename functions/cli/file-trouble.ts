import { CommandError } from './command.ts'

/** What the system or SQLite answers when a file cannot be read or written, by its code. */
const REASONS: Record<string, string> = {
	EACCES: 'this user may not do that there',
	EPERM: 'this user may not do that there',
	EROFS: 'the disk can only be read',
	ENOENT: 'it is not there',
	ENOSPC: 'the disk is full',
	EDQUOT: 'the disk is full for this user',
	ENOTDIR: 'a file is in its way',
	EEXIST: 'a file is in its way',
	EISDIR: 'it is a folder',
	ENAMETOOLONG: 'its name is too long',
	SQLITE_FULL: 'the disk is full',
	SQLITE_CORRUPT: 'the database is damaged',
	SQLITE_NOTADB: 'the database is damaged',
	SQLITE_BUSY: 'another program has the database',
	SQLITE_READONLY: 'this user may not do that there',
	SQLITE_CANTOPEN: 'it cannot be opened',
}

/** Does the work; trouble with a file is one sentence that begins with `what`. Any other error is a bug and stays as it is. */
export async function orTrouble<T>(what: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work()
	} catch (error) {
		const code = codeOf(error)
		throw code === null ? error : new CommandError(`${what}: ${REASONS[code] ?? code}.`)
	}
}

/** The code of a system or SQLite error, which may be the cause of another; null for anything else. */
function codeOf(error: unknown): string | null {
	if (!(error instanceof Error) || error instanceof CommandError) return null
	const code = /^(?:E[A-Z0-9]+$|SQLITE_(?!ERROR)[A-Z]+)/.exec(String((error as NodeJS.ErrnoException).code))?.[0]
	return code ?? codeOf(error.cause)
}
