import { mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The folder of the database file; `data` when the database is elsewhere. */
export function dataFolderOf(databaseUrl: string): string {
	return databaseUrl.startsWith('file:') ? dirname(databaseUrl.slice('file:'.length)) : 'data'
}

/** Whatever this process makes from now on is closed to other users of the machine: it may hold addresses, earnings and secrets. */
export function closeToOthers(): void {
	process.umask(0o077)
}

export async function makeDataFolder(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true, mode: 0o700 })
}

/** What is kept there and must not be read by others, with the ends that SQLite gives to a database's name. */
const kept = (databaseUrl: string, folder: string): string[] => [
	...(databaseUrl.startsWith('file:')
		? ['', '-wal', '-shm'].map((end) => databaseUrl.slice('file:'.length) + end)
		: []),
	...['secret', 'demo-password', 'spool', 'outbox'].map((name) => join(folder, name)),
]

/**
 * A sentence about what an earlier Vitrine, or somebody, has left open to other users of the machine; null when nothing is.
 * A folder that only its owner may enter closes all that is in it.
 */
export async function openToOthers(databaseUrl: string, folder = dataFolderOf(databaseUrl)): Promise<string | null> {
	if (process.platform === 'win32' || ((await modeOf(folder)) & 0o011) === 0) return null
	const paths = kept(databaseUrl, folder)
	const modes = await Promise.all(paths.map(modeOf))
	const open = paths.filter((_, i) => ((modes[i] ?? 0) & 0o077) !== 0)
	if (open.length === 0) return null
	return `Other users of this machine can read ${open[0]}: close it with chmod -R go= ${open.join(' ')}`
}

/** 0 for what is not there. */
const modeOf = (path: string): Promise<number> =>
	stat(path).then(
		({ mode }) => mode,
		() => 0,
	)
