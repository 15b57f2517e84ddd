import { realpath } from 'node:fs/promises'
import { holdFile } from '../../../db/driver.ts'
import { SettingError } from '../env.ts'

/**
 * Makes this process the only server of a database file, until the returned function is called or the process ends
 * (functions/decisions/0002). Throws `SettingError` when there is one already. The command line needs no leave.
 */
export async function becomeSoleServer(file: string): Promise<() => void> {
	const real = await realpath(file).catch(() => file)
	try {
		return await holdFile(`${real}-server`)
	} catch (error) {
		if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error
		throw new SettingError(
			`The database ${file} has a server already: stop the other Vitrine, or choose another file with DATABASE_URL.`,
		)
	}
}
