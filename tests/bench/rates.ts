import { writeFileSync } from 'node:fs'
import { get, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { type Mode, rateOf } from './load.ts'
import { median, type Server, serve, stolenMs, stop } from './machine.ts'

/** Many short rounds: what else happens on the machine then falls on few of them, and on both servers alike. */
const ROUNDS = 15
const SECONDS = 1
/** On a machine of which the host takes much for others, so many are measured at most, and the quietest count. */
const MOST_ROUNDS = 30
/** Taken by the host in a round of both servers, of two cores and some two seconds. */
const QUIET_MS = 40
const WARM_SECONDS = 3
export const OUR_PORT = 4701
const REFERENCE_PORT = 4702

export interface Result {
	what: string
	against: string
	ours: number
	limit: number
	ratio: number
	bar: string
	holds: boolean
	/** Milliseconds of the cores that the host gave to others in a round, for rates. */
	stolenMs?: number
}

interface Comparison {
	what: string
	against: string
	atLeast: number
	mode: Mode
	ours(): Promise<Server>
	reference(): Promise<Server>
}

/** Each server against the limit of this machine, both measured in rounds that take turns, each alone at its time. */
export async function compareRates(file: string, folder: string): Promise<Result[]> {
	const results: Result[] = []
	for (const comparison of comparisons(file, folder)) results.push(await compare(comparison))
	return results
}

export const ourNode = (file: string) =>
	serve('dist/node/front/node.mjs', { DATABASE_URL: `file:${file}`, TRUST_PROXY: '1', PORT: String(OUR_PORT) })

/** A server of `tests/bench/servers`. */
export const bareServer = (script: string, env: Record<string, string> = {}) =>
	serve(`tests/bench/servers/${script}.ts`, { ...env, PORT: String(REFERENCE_PORT) })

function comparisons(file: string, folder: string): Comparison[] {
	const bare =
		(script: string, env: Record<string, string> = {}) =>
		() =>
			bareServer(script, env)
	const inWorkerd = (env: Record<string, string>) => () => serve('tests/bench/servers/workerd.ts', env)
	const ours = () => ourNode(file)
	const bytes = join(folder, 'page.br')
	return [
		{
			what: '/go/{id} on Node, durable',
			against: 'node:http after a group-committed insert of the same row',
			atLeast: 0.6,
			mode: 'people',
			ours,
			reference: bare('durable-302', { FILE: join(folder, 'reference.db') }),
		},
		{
			what: '/go/{id} on Node, bots',
			against: 'node:http 302',
			atLeast: 0.5,
			mode: 'bots',
			ours,
			reference: bare('bare-302'),
		},
		{
			what: '/{handle} on Node from the cache, brotli',
			against: 'node:http with the same headers and bytes',
			atLeast: 0.75,
			mode: 'page',
			ours: async () => {
				const server = await ours()
				await keepPage(server.url, bytes)
				return server
			},
			reference: bare('bare-bytes', { BYTES: bytes }),
		},
		{
			what: '/{handle} on Node, not in the cache',
			against: 'an empty Astro page',
			atLeast: 0.5,
			mode: 'misses',
			ours,
			reference: bare('empty-astro'),
		},
		{
			what: '/go/{id} in workerd',
			against: 'a bare worker: 302 and a message to a queue',
			atLeast: 0.5,
			mode: 'people',
			ours: inWorkerd({ CONFIG: 'dist/edge/server/wrangler.json', FILE: file }),
			reference: inWorkerd({ CONFIG: 'tests/bench/workers/bare-302.toml' }),
		},
	]
}

async function compare({ what, against, atLeast, mode, ours, reference }: Comparison): Promise<Result> {
	const [us, them] = [await ours(), await reference()]
	await rateOf(us.url, mode, WARM_SECONDS)
	await rateOf(them.url, mode, WARM_SECONDS)
	const rounds = await quietRounds(async () => {
		const before = stolenMs()
		const limit = await rateOf(them.url, mode, SECONDS)
		return { limit, ours: await rateOf(us.url, mode, SECONDS), stolen: stolenMs() - before }
	})
	await us.stop()
	await them.stop()
	const middle = (of: keyof Round) => Math.round(median(rounds.map((round) => round[of])))
	const ratio = middle('ours') / middle('limit')
	return {
		...{ what, against, ours: middle('ours'), limit: middle('limit') },
		// Cut and not rounded: 0.496 is not 0.5.
		ratio: Math.floor(ratio * 1000) / 1000,
		bar: `at least ${atLeast}`,
		holds: ratio >= atLeast,
		stolenMs: middle('stolen'),
	}
}

/** One round of each server. */
interface Round {
	/** Requests a second. */
	ours: number
	limit: number
	/** Milliseconds of all cores. */
	stolen: number
}

/**
 * Rounds in which the machine was its own: what the host gives to others is taken from the one server or from the other as it
 * happens, and most from the one that uses more of a core. Fifteen that were quiet, or the quietest of as many as there is time for.
 */
async function quietRounds(measure: () => Promise<Round>): Promise<Round[]> {
	const rounds: Round[] = []
	const quiet = () => rounds.filter(({ stolen }) => stolen <= QUIET_MS).length
	while (quiet() < ROUNDS && rounds.length < MOST_ROUNDS) rounds.push(await measure())
	return rounds.toSorted((a, b) => a.stolen - b.stolen).slice(0, ROUNDS)
}

/** The cached page as it goes over the wire, for a server that only sends it: its body and its headers. */
async function keepPage(url: string, bytes: string): Promise<void> {
	const ask = () =>
		new Promise<{ headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
			get(`${url}/bench`, { headers: { 'accept-encoding': 'br' } }, async (answer) => {
				const chunks: Buffer[] = []
				for await (const chunk of answer) chunks.push(chunk as Buffer)
				resolve({ headers: answer.headers, body: Buffer.concat(chunks) })
			}).on('error', reject)
		})
	await ask()
	const { headers, body } = await ask()
	if (!brotliDecompressSync(body).includes('/go/')) stop('The page of the bench has no links.')
	const { date: _, connection: __, 'keep-alive': ___, ...own } = headers
	writeFileSync(bytes, body)
	writeFileSync(`${bytes}.json`, JSON.stringify(own))
}
