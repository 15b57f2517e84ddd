import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { closeDb, openDb } from '../db/client.ts'
import { migrateDb } from '../db/migrate.ts'
import { buildIfChanged } from './build.ts'
import { type Config, readConfig, SettingError } from './platform/env.ts'
import { readWorkerConfig } from './platform/worker-settings.ts'

const BUILT_CONFIG = 'dist/edge/server/wrangler.json'
interface BuiltConfig {
	vars?: Record<string, unknown>
	queues?: { producers?: { binding: string }[] }
}

/**
 * `npm run deploy`: brings the database up to date first, so that the new code never meets the old tables.
 * With `--secrets` the Worker is given the addresses and tokens of database and mail API, and a secret of its own.
 */
async function main(): Promise<void> {
	const config = readConfig(process.env)
	const { databaseUrl, databaseAuthToken, databaseShards } = config
	if (databaseUrl.startsWith('file:'))
		throw new SettingError(
			'DATABASE_URL is a local file: set it to your libsql: address, and DATABASE_AUTH_TOKEN to its token.',
		)
	buildIfChanged('edge')
	checkWorker(databaseUrl)
	const db = openDb(databaseUrl, databaseAuthToken, undefined, databaseShards)
	for (const one of db.databases()) await migrateDb(one)
	closeDb(db)
	wrangler(['deploy'])
	if (process.argv.includes('--secrets')) wrangler(['secret', 'bulk'], JSON.stringify(secretsOf(config)))
}

/** A Worker whose `wrangler.toml` lacks something would answer nobody, so it is not deployed. */
function checkWorker(databaseUrl: string): void {
	const { vars, queues } = JSON.parse(readFileSync(BUILT_CONFIG, 'utf8')) as BuiltConfig
	const bindings = Object.fromEntries((queues?.producers ?? []).map(({ binding }) => [binding, true]))
	readWorkerConfig({
		DATABASE_URL: databaseUrl,
		SECRET: 'stored with the Worker, where nobody reads it',
		...vars,
		...bindings,
	})
}

/** What the Worker is given beside `wrangler.toml`; what is not set is left out. */
function secretsOf({ databaseUrl, databaseAuthToken, databaseShards, mail }: Config): Record<string, string> {
	const given = {
		DATABASE_URL: databaseUrl,
		DATABASE_AUTH_TOKEN: databaseAuthToken,
		DATABASE_SHARDS: databaseShards.map(({ from, url }) => `${from}=${url}`).join(' '),
		MAIL_API_URL: mail.apiUrl,
		MAIL_API_TOKEN: mail.apiToken,
		MAIL_FROM: mail.apiUrl && mail.from,
		SECRET: randomBytes(32).toString('base64url'),
	}
	return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])))
}

/** Stops with wrangler's own code when it fails; what it said is on the screen. */
function wrangler(command: string[], input?: string): void {
	const args = ['node_modules/wrangler/bin/wrangler.js', ...command, '--config', BUILT_CONFIG]
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
