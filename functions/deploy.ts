import { spawnSync } from 'node:child_process'
import { openDb } from '../db/client.ts'
import { migrateDb } from '../db/migrate.ts'
import { buildIfChanged } from './build.ts'
import { readConfig, SettingError } from './platform/env.ts'

/** `npm run deploy`: brings the database up to date first, so that the new code never meets the old tables. */
async function main(): Promise<void> {
	const { databaseUrl, databaseAuthToken } = readConfig(process.env)
	if (databaseUrl.startsWith('file:'))
		throw new SettingError(
			'DATABASE_URL is a local file: set it to your libsql: address, and DATABASE_AUTH_TOKEN to its token.',
		)
	const db = openDb(databaseUrl, databaseAuthToken)
	await migrateDb(db)
	db.$client.close()
	buildIfChanged('edge')
	const wrangler = spawnSync(
		process.execPath,
		['node_modules/wrangler/bin/wrangler.js', 'deploy', '--config', 'dist/edge/server/wrangler.json'],
		{ stdio: 'inherit' },
	)
	process.exit(wrangler.status ?? 1)
}

await main().catch((error) => {
	console.error(error instanceof SettingError ? error.message : error)
	process.exit(1)
})
