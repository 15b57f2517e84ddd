import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findDemo, hasUsers } from '../db/queries/demo.ts'
import type { AnonymousCtx } from '../src/domain/ctx.ts'
import { removeDemo, seedDemo } from '../src/domain/demo/commands.ts'
import { base32 } from '../src/domain/ids.ts'
import { paths } from '../src/paths.ts'
import { type Config, isLoopback } from './platform/env.ts'
import { dataFolderOf } from './platform/node/data-folder.ts'
import type { NodePlatform } from './platform/node/open.ts'

export interface Demo {
	handle: string
	email: string
	/** Null when the file that remembers it is gone. */
	password: string | null
	/** Made just now. */
	isNew: boolean
}

const passwordFile = (config: Config) => join(dataFolderOf(config.databaseUrl), 'demo-password')

/** The demonstration, made first when there is none. Its password is chance, kept in a file that its owner alone can read. */
export async function makeDemo(ctx: AnonymousCtx, config: Config): Promise<Demo> {
	const found = await readDemo(ctx, config)
	if (found) return found
	const password = (base32(ctx.crypto.randomBytes(10)).match(/.{4}/g) ?? []).join('-')
	await seedDemo(ctx, password)
	await rm(passwordFile(config), { force: true })
	await writeFile(passwordFile(config), password, { mode: 0o600 })
	const made = await findDemo(ctx.db)
	if (!made) throw new Error('The demonstration was not made')
	return { ...made, password, isNew: true }
}

export async function readDemo({ db }: Pick<AnonymousCtx, 'db'>, config: Config): Promise<Demo | null> {
	const found = await findDemo(db)
	return found && { ...found, password: await readFile(passwordFile(config), 'utf8').catch(() => null), isNew: false }
}

/** False when there was none. */
export async function forgetDemo(ctx: Pick<AnonymousCtx, 'db'>, config: Config): Promise<boolean> {
	const wasThere = await removeDemo(ctx)
	await rm(passwordFile(config), { force: true })
	return wasThere
}

/**
 * What a start says of the demonstration. An empty database file gets one, on a machine that serves nobody but itself;
 * a server for others (`ORIGIN`, another `HOST`) never does.
 */
export async function welcome({ db, crypto, config, now }: NodePlatform): Promise<string[]> {
	const isPrivate = isLoopback(config.host) && !config.isOriginSet && config.databaseUrl.startsWith('file:')
	const ctx = { db, crypto, now: now() }
	const demo = isPrivate && !(await hasUsers(db)) ? await makeDemo(ctx, config) : await readDemo(ctx, config)
	return demo ? linesOf(demo, config) : []
}

function linesOf({ handle, email, password, isNew }: Demo, { origin }: Config): string[] {
	return [
		`The demonstration page is ${origin}${paths.profile(handle)}`,
		`Sign in to it at ${origin}${paths.signIn} as ${email}, with the password ${
			isNew ? password : 'that `npm run vitrine -- demo --password` prints'
		}`,
		...(isNew ? ['Take it away with `npm run vitrine -- demo --remove`'] : []),
	]
}
