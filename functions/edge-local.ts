import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { openDb } from '../db/client.ts'
import { startHranaServer } from '../db/hrana/server.ts'
import { migrateDb } from '../db/migrate.ts'
import { buildIfChanged } from './build.ts'
import { crypto } from './platform/crypto.ts'
import { readConfig } from './platform/env.ts'
import { keptSecret } from './platform/node/secret.ts'

/** `npm run edge`: the Workers build in workerd on this machine, over a database file that an HTTP server stands in front of. */
const FILE = 'data/edge.db'

const { port } = readConfig(process.env)
buildIfChanged('edge')
mkdirSync('data', { recursive: true })
const db = openDb(`file:${FILE}`)
await migrateDb(db)
db.$client.close()
const database = await startHranaServer({ file: FILE })

const vars = {
	DATABASE_URL: database.url,
	SECRET: await keptSecret('data', crypto),
	ORIGIN: `http://127.0.0.1:${port}`,
	SIGNUPS: process.env.SIGNUPS ?? 'open',
}
const args = [
	'dev',
	'--config',
	'dist/edge/server/wrangler.json',
	'--ip',
	'127.0.0.1',
	'--port',
	String(port),
	'--show-interactive-dev-session=false',
]
for (const [name, value] of Object.entries(vars)) args.push('--var', `${name}:${value}`)
const wrangler = spawn(process.execPath, ['node_modules/wrangler/bin/wrangler.js', ...args], { stdio: 'inherit' })
wrangler.on('exit', (code) => void database.close().then(() => process.exit(code ?? 1)))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => wrangler.kill(signal))
