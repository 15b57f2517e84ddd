import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { openDb } from '../../db/client.ts'
import { migrateDb } from '../../db/migrate.ts'
import { buildIfChanged } from '../../functions/build.ts'
import { benchScrypt } from './scrypt.ts'
import { LINKS, seedBench } from './seed.ts'

/** `npm run bench`: each server against the limit of this machine, measured in the same run, in rounds that take turns. */
const ROUNDS = 5
const SECONDS = 4
const CONNECTIONS = 32
const OURS = 4701
const REFERENCE = 4702

const folder = mkdtempSync(join(tmpdir(), 'vitrine-bench-'))
const hasTaskset = spawnSync('which', ['taskset']).status === 0
const hasWrk = spawnSync('which', ['wrk']).status === 0

interface Row {
	what: string
	against: string
	atLeast: number
	mode: string
	reference: { script: string; env?: Record<string, string> }
}

const ROWS: Row[] = [
	{
		what: '/go/{id}, durable',
		against: 'bare node:http, group-committed insert of the same row',
		atLeast: 0.6,
		mode: 'people',
		reference: { script: 'durable-302.ts', env: { FILE: join(folder, 'reference.db') } },
	},
	{
		what: '/go/{id}, bots',
		against: 'bare node:http 302',
		atLeast: 0.5,
		mode: 'bots',
		reference: { script: 'bare-302.ts' },
	},
	{
		what: '/{handle} from the cache, brotli',
		against: 'bare node:http with the same bytes',
		atLeast: 0.75,
		mode: 'page',
		reference: { script: 'bare-bytes.ts', env: { BYTES: join(folder, 'page.br') } },
	},
]

async function main(): Promise<void> {
	if (!hasWrk) stop('The bench needs wrk: install it (on Debian: apt-get install wrk) and run npm run bench again.')
	buildIfChanged('node')
	const file = join(folder, 'bench.db')
	const db = openDb(`file:${file}`)
	await migrateDb(db)
	await seedBench(db)
	db.$client.close()
	const ours = await serve('dist/node/front/node.mjs', OURS, { DATABASE_URL: `file:${file}`, TRUST_PROXY: '1' })
	writeFileSync(join(folder, 'page.br'), await pageBytes())

	const results = []
	for (const row of ROWS) results.push(await compare(row))
	ours.kill('SIGKILL')
	const scrypt = await benchScrypt()
	console.table(results)
	console.info(`One password hash: ${scrypt.node.toFixed(0)} ms on Node, ${scrypt.workerd.toFixed(0)} ms in workerd.`)
	mkdirSync('tests/bench/results', { recursive: true })
	writeFileSync(
		`tests/bench/results/${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.json`,
		JSON.stringify({ results, scrypt }, null, '\t'),
	)
	rmSync(folder, { recursive: true })
	process.exit(results.every((one) => one.holds) ? 0 : 1)
}

async function compare({ what, against, atLeast, mode, reference }: Row) {
	const server = await serve(join('tests/bench/servers', reference.script), REFERENCE, reference.env ?? {})
	const rates: { ours: number[]; reference: number[] } = { ours: [], reference: [] }
	for (let round = 0; round < ROUNDS; round++) {
		rates.reference.push(load(REFERENCE, mode))
		rates.ours.push(load(OURS, mode))
	}
	server.kill('SIGKILL')
	const [ours, limit] = [median(rates.ours), median(rates.reference)]
	const ratio = Number((ours / limit).toFixed(2))
	return { what, against, ours: Math.round(ours), limit: Math.round(limit), ratio, atLeast, holds: ratio >= atLeast }
}

/** Requests a second. The servers have the first core, the load the second, where that can be arranged. */
function load(port: number, mode: string): number {
	const args = ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, '-s', 'tests/bench/load.lua', `http://127.0.0.1:${port}`]
	const [command, ...rest] = hasTaskset ? ['taskset', '-c', '1', 'wrk', ...args] : ['wrk', ...args]
	const { stdout } = spawnSync(command ?? 'wrk', rest, {
		encoding: 'utf8',
		env: { ...process.env, MODE: mode, LINKS: String(LINKS) },
	})
	const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
	if (!rate) stop(`The load generator failed: ${stdout}`)
	return rate
}

async function serve(script: string, port: number, env: Record<string, string>) {
	const args = ['--disable-warning=ExperimentalWarning', script]
	const [command, ...rest] = hasTaskset
		? ['taskset', '-c', '0', process.execPath, ...args]
		: [process.execPath, ...args]
	const child = spawn(command ?? process.execPath, rest, {
		env: { PATH: process.env.PATH, PORT: String(port), ...env },
		stdio: ['ignore', 'pipe', 'inherit'],
	})
	await new Promise<void>((resolve, reject) => {
		child.stdout?.on('data', (text: Buffer) => String(text).includes('is serving') && resolve())
		child.once('exit', () => reject(new Error(`${script} ended`)))
	})
	return child
}

/** The cached page as it goes over the wire. */
async function pageBytes(): Promise<Buffer> {
	const ask = () => fetch(`http://127.0.0.1:${OURS}/bench`, { headers: { 'accept-encoding': 'br' } })
	await (await ask()).text()
	const raw = spawnSync('curl', ['-s', '-H', 'accept-encoding: br', `http://127.0.0.1:${OURS}/bench`]).stdout
	if (!brotliDecompressSync(raw).includes('/go/')) stop('The page of the bench has no links.')
	return raw
}

const median = (numbers: number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0

function stop(sentence: string): never {
	console.error(sentence)
	process.exit(1)
}

await main()
