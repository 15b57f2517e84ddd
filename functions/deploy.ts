import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeDb, openDb } from '../db/client.ts'
import { migrateDb } from '../db/migrate.ts'
import { buildIfChanged } from './build.ts'
import { readConfig, SettingError } from './platform/env.ts'

/**
 * `npm run deploy`: brings the database up to date first, so that the new code never meets the old tables.
 * With `--secrets` the Worker is given the database's address and token, and a secret of its own.
 */
async function main(): Promise<void> {
	const { databaseUrl, databaseAuthToken, databaseShards } = readConfig(process.env)
	if (databaseUrl.startsWith('file:'))
		throw new SettingError(
			'DATABASE_URL is a local file: set it to your libsql: address, and DATABASE_AUTH_TOKEN to its token.',
		)
	const db = openDb(databaseUrl, databaseAuthToken, undefined, databaseShards)
	for (const one of db.databases()) await migrateDb(one)
	closeDb(db)
	buildIfChanged('edge')
	const secrets = {
		DATABASE_URL: databaseUrl,
		DATABASE_AUTH_TOKEN: databaseAuthToken ?? '',
		...(process.env.DATABASE_SHARDS ? { DATABASE_SHARDS: process.env.DATABASE_SHARDS } : {}),
		SECRET: randomBytes(32).toString('base64url'),
	}
	wrangler(['deploy'])
	if (process.argv.includes('--secrets')) wrangler(['secret', 'bulk'], JSON.stringify(secrets))
}

/** Stops with wrangler's own code when it fails; what it said is on the screen. */
function wrangler(command: string[], input?: string): void {
	const args = ['node_modules/wrangler/bin/wrangler.js', ...command, '--config', 'dist/edge/server/wrangler.json']
	const stdin = input === undefined ? 'inherit' : 'pipe'
	const { status } = spawnSync(process.execPath, args, {
		stdio: [stdin, 'inherit', 'inherit'],
		...(input === undefined ? {} : { input }),
	})
	if (status !== 0) process.exit(status ?? 1)
}

await main().catch((error) => {
	console.error(error instanceof SettingError ? error.message : error)
	process.exit(1)
})
