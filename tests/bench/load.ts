import { spawn } from 'node:child_process'
import autocannon from 'autocannon'
import { hasWrk, LOAD_CORE, pinned, stop } from './machine.ts'
import { LINKS, MISSES, publicIdOf } from './seed.ts'

export const CONNECTIONS = 32

/** Who asks: followers who tap, bots that tap, readers of one page, readers of pages that nobody has read lately. */
export type Mode = 'people' | 'bots' | 'page' | 'misses'

/**
 * Each server's rounds go on where its own last one ended, or its cache would know the first pages from the round before. Where
 * another server's ended says nothing: those rounds would skip pages, and come around to known ones.
 */
const nextMiss = new Map<string, number>()
const missOf = (url: string): number => nextMiss.get(url) ?? 0

/** Requests a second, with as many as the server takes. */
export async function rateOf(url: string, mode: Mode, seconds: number): Promise<number> {
	return hasWrk ? rateByWrk(url, mode, seconds) : rateByAutocannon(url, mode, seconds)
}

async function rateByWrk(url: string, mode: Mode, seconds: number): Promise<number> {
	const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '-s', 'tests/bench/load.lua', url]
	const [command, ...rest] = pinned(LOAD_CORE, ['wrk', ...args])
	const env = { ...process.env, MODE: mode, LINKS: String(LINKS), MISSES: String(MISSES), FROM: String(missOf(url)) }
	const child = spawn(command ?? 'wrk', rest, { env, stdio: ['ignore', 'pipe', 'inherit'] })
	let printed = ''
	child.stdout.on('data', (text: Buffer) => (printed += text.toString()))
	await new Promise((resolve) => child.once('exit', resolve))
	const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(printed)?.[1])
	if (!rate || /Non-2xx or 3xx responses/.test(printed)) stop(`The load on ${url} failed: ${printed}`)
	nextMiss.set(url, (missOf(url) + Number(/(\d+) requests in/.exec(printed)?.[1])) % MISSES)
	return rate
}

async function rateByAutocannon(url: string, mode: Mode, duration: number): Promise<number> {
	const requests = [{ setupRequest: requestsOf(url, mode) }]
	const result = await autocannon({ url, connections: CONNECTIONS, duration, requests })
	if (result.errors > 0 || result['4xx'] + result['5xx'] > 0) stop(`The load on ${url} failed.`)
	return result.requests.average
}

/** The 99th percentile of the time that an answer takes, in ms, when `perSecond` people tap whatever else happens. */
export async function latencyAt(url: string, perSecond: number, duration: number): Promise<number> {
	const requests = [{ setupRequest: requestsOf(url, 'people') }]
	const result = await autocannon({ url, connections: CONNECTIONS, overallRate: perSecond, duration, requests })
	return result.latency.p99
}

/** What `load.lua` does, for autocannon. */
function requestsOf(url: string, mode: Mode): (request: autocannon.Request) => autocannon.Request {
	return (request) => {
		if (mode === 'page') return { ...request, path: '/bench', headers: { 'accept-encoding': 'br' } }
		if (mode === 'misses') {
			nextMiss.set(url, (missOf(url) + 1) % MISSES)
			return { ...request, path: `/miss${missOf(url)}`, headers: { 'accept-encoding': 'br' } }
		}
		const person = Math.floor(Math.random() * 40_000)
		const agent =
			mode === 'bots'
				? 'Twitterbot/1.0'
				: `Mozilla/5.0 (iPhone; CPU iPhone OS 17_${person % 500} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 musical_ly_30.9.0 BytedanceWebview/d8a21c6`
		return {
			...request,
			path: `/go/${publicIdOf(Math.floor(Math.random() * LINKS))}`,
			headers: {
				'user-agent': agent,
				'accept-language': 'nb-NO',
				'x-forwarded-for': `31.${person % 250}.${Math.floor(person / 250)}.7`,
			},
		}
	}
}
