import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The folder of the database file; `data` when the database is elsewhere. */
export function dataFolderOf(databaseUrl: string): string {
	return databaseUrl.startsWith('file:') ? dirname(databaseUrl.slice('file:'.length)) : 'data'
}

/** A folder that is made here is closed to other users of the machine: it holds addresses, earnings and secrets. */
export async function makeDataFolder(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true, mode: 0o700 })
}
