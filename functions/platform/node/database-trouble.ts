import { type Config, SettingError } from '../env.ts'

const MOVE = 'or choose another file with DATABASE_URL'

/** SQLite's result codes (sqlite.org/rescode.html), the part that an operator can do something about. */
const CURES: [codes: RegExp, cure: string][] = [
	[/SQLITE_(NOTADB|CORRUPT)/, `is not a sound database: put a backup in its place, ${MOVE}.`],
	[
		/SQLITE_(CANTOPEN|READONLY|PERM|AUTH|IOERR)|Unable to open/,
		`cannot be written: make it and its folder writable, ${MOVE}.`,
	],
	[/SQLITE_FULL|ENOSPC/, `has no room to grow: make room on its disk, ${MOVE}.`],
	[/SQLITE_(BUSY|LOCKED)/, `is held by another program: stop that program, ${MOVE}.`],
	[/EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|EISDIR/, `cannot be made: give it a folder that can be written, ${MOVE}.`],
]

/** The sentence for a database that cannot be opened; anything else comes back as it is. */
export function databaseTrouble(error: unknown, { databaseUrl }: Config): unknown {
	const said = saidBy(error)
	const cure = CURES.find(([codes]) => codes.test(said))?.[1]
	if (databaseUrl.startsWith('file:') && cure) return new SettingError(`The database ${databaseUrl.slice(5)} ${cure}`)
	if (databaseUrl.startsWith('file:')) return error
	return /fetch failed|ECONN|ENOTFOUND|EAI_AGAIN|SERVER_ERROR|HTTP status|URL_|401|403/.test(said)
		? new SettingError(
				'DATABASE_URL does not answer: check it and DATABASE_AUTH_TOKEN, and that the server is running.',
			)
		: error
}

/** Codes and messages of an error and of what caused it: a failure crosses a thread and a query builder on its way. */
function saidBy(error: unknown): string {
	if (!(error instanceof Error)) return ''
	return `${(error as NodeJS.ErrnoException).code ?? ''} ${error.message} ${saidBy(error.cause)}`
}
