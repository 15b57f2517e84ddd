import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { openDb } from '../db/client.ts'
import { startHranaServer } from '../db/hrana/server.ts'
import { migrateDb } from '../db/migrate.ts'
import { buildIfChanged } from './build.ts'
import { crypto } from './platform/crypto.ts'
import { readConfig } from './platform/env.ts'
import { closeToOthers } from './platform/node/data-folder.ts'
import { keptSecret } from './platform/node/secret.ts'
import { stop } from './stop.ts'

const FOLDER = 'data'
const FILE = `${FOLDER}/edge.db`

/** `npm run edge`: the Workers build in workerd on this machine, over a database file that an HTTP server stands in front of. */
async function main(): Promise<void> {
	const { port, signups } = readConfig(process.env)
	buildIfChanged('edge')
	closeToOthers()
	mkdirSync(FOLDER, { recursive: true })
	await bringUpToDate()
	const database = await startHranaServer({ file: FILE })
	const wrangler = startWrangler(port, {
		DATABASE_URL: database.url,
		SECRET: await keptSecret(FOLDER, crypto),
		ORIGIN: `http://localhost:${port}`,
		SIGNUPS: signups,
	})
	wrangler.on('exit', (code) => void database.close().then(() => process.exit(code ?? 1)))
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => wrangler.kill(signal))
}

async function bringUpToDate(): Promise<void> {
	const db = openDb(`file:${FILE}`)
	await migrateDb(db)
	db.$client.close()
}

function startWrangler(port: number, vars: Record<string, string>) {
	const where = ['--config', 'dist/edge/server/wrangler.json', '--ip', 'localhost', '--port', String(port)]
	const given = Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`])
	const args = [
		'node_modules/wrangler/bin/wrangler.js',
		'dev',
		...where,
		'--show-interactive-dev-session=false',
		...given,
	]
	return spawn(process.execPath, args, { stdio: 'inherit' })
}

await main().catch(stop)
