import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Crypto } from '../../../src/domain/ctx.ts'

/** The secret of this installation, made on the first start and readable by its owner only. */
export async function keptSecret(folder: string, crypto: Crypto): Promise<string> {
	const path = join(folder, 'secret')
	const fresh = Buffer.from(crypto.randomBytes(32)).toString('base64url')
	await writeFile(path, fresh, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EEXIST') throw error
	})
	return (await readFile(path, 'utf8')).trim()
}
