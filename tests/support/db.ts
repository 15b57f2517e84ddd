import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Db, openDb } from '../../db/client.ts'

/** Takes what is to be cleaned up: when the test is over, unless a whole file shares it. */
export type AtEnd = (work: () => unknown) => void

export const atTestEnd: AtEnd = (work) => onTestFinished(async () => void (await work()))

/** A folder of this test's own, gone when it is over. */
export function freshFolder(atEnd = atTestEnd): string {
	const folder = mkdtempSync(join(tmpdir(), 'vitrine-test-'))
	atEnd(() => rmSync(folder, { recursive: true, force: true }))
	return folder
}

/** The path of a migrated, empty database of this test's own. */
export function freshDbFile(atEnd = atTestEnd): string {
	const base = process.env.VITRINE_BASE_DB
	if (!base) throw new Error('The base database was not set up')
	const path = join(freshFolder(atEnd), 'test.db')
	copyFileSync(base, path)
	return path
}

const MEMORY = '/dev/shm'

/**
 * The same file in memory, where there is such a place: what a killed process wrote is kept by the system either way, and
 * how long a commit takes then speaks of the server, not of how busy a shared disk is.
 */
export function inMemory(file: string, atEnd = atTestEnd): string {
	if (!existsSync(MEMORY)) return file
	const folder = mkdtempSync(join(MEMORY, 'vitrine-test-'))
	atEnd(() => rmSync(folder, { recursive: true, force: true }))
	copyFileSync(file, join(folder, 'test.db'))
	return join(folder, 'test.db')
}

/** A migrated, empty libSQL file of this test's own, open. */
export function freshDb(): Db {
	const db = openDb(`file:${freshDbFile()}`)
	onTestFinished(() => db.$client.close())
	return db
}
