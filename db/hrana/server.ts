import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import Database from 'libsql'
import { FaultInjector, type Faults } from './faults.ts'
import { handle } from './http.ts'
import { Streams, type StreamTimes } from './streams.ts'

/** How long `close` waits, beyond the wait for a lock, before it cuts an upload that stalled. */
const CLOSE_GRACE_MS = 1000

export interface HranaOptions extends Partial<StreamTimes> {
	/** Path of the libSQL file; it and its folder are made when they are missing. */
	file: string
	/** 0, the default, takes a free one. */
	port?: number
	host?: string
	/** When given, a pipeline must carry it as a bearer token. */
	authToken?: string
	faults?: Faults
}

export interface HranaServer {
	url: string
	setFaults(faults: Faults): void
	/** Lets what runs finish, rolls back what is open, and frees the port and the file. */
	close(): Promise<void>
}

/**
 * Serves a libSQL file over libSQL's HTTP protocol, for `workerd` on this machine and for tests; never in production.
 * Rejects when the port is taken or the file cannot be opened.
 */
export async function startHranaServer(options: HranaOptions): Promise<HranaServer> {
	const { file, port = 0, host = '127.0.0.1', authToken, streamIdleMs = 10_000, lockWaitMs = 3000 } = options
	prepareFile(file)
	const streams = new Streams(file, { streamIdleMs, lockWaitMs })
	const faults = new FaultInjector(options.faults)
	const running = new Set<Promise<void>>()
	const server = createServer({ keepAliveTimeout: 60_000 }, (req, res) => {
		const work = handle({ streams, faults, authToken }, req, res).finally(() => running.delete(work))
		running.add(work)
	})
	await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))

	async function close() {
		const closed = new Promise<void>((resolve) => server.close(() => resolve()))
		const impatience = setTimeout(() => server.closeAllConnections(), lockWaitMs + CLOSE_GRACE_MS)
		await Promise.all(running)
		clearTimeout(impatience)
		server.closeAllConnections()
		await closed
		streams.closeAll()
	}
	return { url: urlOf(server.address() as AddressInfo), setFaults: (next) => faults.set(next), close }
}

function prepareFile(file: string) {
	mkdirSync(dirname(file), { recursive: true })
	const db = new Database(file)
	db.pragma('journal_mode = WAL')
	db.close()
}

function urlOf({ address, family, port }: AddressInfo) {
	return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
