import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import compression from 'compression'
import sirv from 'sirv'
import { drainedOf } from './drained.ts'
import { heardOf } from './heard.ts'
import { openFrontDoor } from './node-http.ts'
import { type Config, isUnencrypted, isWildcard, readConfig, SettingError } from './platform/env.ts'
import { closeToOthers, dataFolderOf, openToOthers } from './platform/node/data-folder.ts'
import { type NodePlatform, openNodePlatform } from './platform/node/open.ts'
import { openDoubts } from './platform/node/proxy-doubts.ts'
import { setPlatform } from './platform/node.ts'
import { runJobs } from './schedule.ts'
import { stop } from './stop.ts'

const JOBS_EVERY_MS = 3_600_000
/** The first followers after a start come before the work of the clock. */
const JOBS_AFTER_MS = 30_000

/** Milliseconds for the whole of a request, for its headers, and between two looks at who takes too long. */
const PATIENCE = { requestTimeout: 30_000, headersTimeout: 15_000, connectionsCheckingInterval: 5000 }

/**
 * The server of one machine: opens the platform, serves, and stores what is in flight before it leaves.
 * `welcome` says what else to print once it serves, and may fill an empty database first.
 */
export async function serve(welcome?: (platform: NodePlatform) => Promise<string[]>): Promise<void> {
	closeToOthers()
	const config = readConfig(process.env)
	const [platform, site] = await Promise.all([openNodePlatform(config), openSite()])
	setPlatform(platform)
	const doubts = await openDoubts(dataFolderOf(config.databaseUrl), platform.now)
	const [door, lines] = await Promise.all([openFrontDoor(platform, doubts), welcome?.(platform)])
	const server = createServer(PATIENCE, (request, response) => door(request, response, () => site(request, response)))
	server.on('error', (error: NodeJS.ErrnoException) => stop(listenError(error, config.host, config.port)))
	if (isWildcard(config.host) && !config.isOriginSet)
		console.warn(`ORIGIN is not set: mails, QR codes and canonical links say ${config.origin}, which nobody can open.`)
	const open = await openToOthers(config.databaseUrl)
	server.listen(config.port, config.host, () => {
		if (open) console.warn(open)
		if (isUnencrypted(config)) console.warn(unencrypted(config))
		console.info([`Vitrine is serving on ${config.origin}`, ...(lines ?? [])].join('\n'))
	})
	// A terminal and whoever started this process may both send a signal, and the second must not end what the first began.
	let isLeaving = false
	const work = () => platform.defer(runJobs(platform, platform.now(), () => isLeaving))
	const first = setTimeout(work, JOBS_AFTER_MS)
	const jobs = setInterval(work, JOBS_EVERY_MS)
	const leave = () => {
		if (isLeaving) return
		isLeaving = true
		clearTimeout(first)
		clearInterval(jobs)
		server.close()
		server.closeIdleConnections()
		void platform.close().then(() => process.exit())
	}
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, leave)
}

const unencrypted = ({ origin }: Config) =>
	`Passwords travel unencrypted to ${origin}: put a proxy with TLS in front, and set ORIGIN to its address.`

type Handler = (request: IncomingMessage, response: ServerResponse, next?: () => void, locals?: object) => void

/** What stands behind the front door: compression, the built files, Astro. */
async function openSite() {
	const { handler } = (await import(new URL('../dist/node/server/entry.mjs', import.meta.url).href)) as {
		handler: Handler
	}
	const compress = compression() as unknown as Handler
	const files = sirv(fileURLToPath(new URL('../dist/node/client', import.meta.url)), {
		etag: true,
		setHeaders: cacheForever,
	})
	return (request: IncomingMessage, response: ServerResponse) =>
		compress(request, response, () => {
			heardOf(response)
			files(request, response, () => handler(request, response, undefined, { drained: drainedOf(response) }))
		})
}

/** Of files whose text has a charset; sirv knows the others. */
const TYPES: Record<string, string> = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' }

/** Built files carry a hash of their content in their names. */
function cacheForever(response: { setHeader(name: string, value: string): unknown }, path: string): void {
	const type = TYPES[path.slice(path.lastIndexOf('.'))]
	if (type) response.setHeader('content-type', type)
	if (path.includes('/_astro/')) response.setHeader('cache-control', 'public, max-age=31536000, immutable')
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
	if (error.code === 'EADDRINUSE')
		return new SettingError(`PORT ${port} is in use: stop the other program, or choose another with PORT=4322.`)
	if (error.code === 'EACCES') return new SettingError(`PORT ${port} needs more rights: choose one above 1023.`)
	if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
		return new SettingError(`HOST ${host} is not an address of this machine: try HOST=127.0.0.1.`)
	return error
}

if (import.meta.main) await serve().catch(stop)
