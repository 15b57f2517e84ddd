import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { NodeApp } from 'astro/app/node'
import compression from 'compression'
import { expect, onTestFinished, test } from 'vitest'
import { drainedOf } from '../../functions/drained.ts'
import { download } from '../../src/view/download.ts'

const PIECES = 800
const PIECE = 64 * 1024

/** A file of 50 MB that hardly compresses, and how much of it was made. */
function aFile() {
	const made = { pieces: 0, isGivenUp: false }
	async function* pieces() {
		try {
			while (made.pieces < PIECES) {
				made.pieces++
				yield randomBytes(PIECE / 2).toString('hex')
			}
		} finally {
			made.isGivenUp = made.pieces < PIECES
		}
	}
	return { made, file: { fileName: 'large.txt', type: 'text/plain', pieces: pieces() } }
}

/** Sends the file as the server does: compressed where that is wanted, and written by Astro. */
async function served({ isWaiting = true, isCompressed = false } = {}) {
	const { made, file } = aFile()
	const compress = compression()
	const server = createServer((request, response) => {
		const send = () => {
			const drained = isWaiting ? drainedOf(response) : undefined
			void NodeApp.writeResponse(download(file, drained), response)
		}
		if (isCompressed) compress(request as never, response as never, send)
		else send()
	})
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	onTestFinished(() => {
		server.closeAllConnections()
		server.close()
	})
	const { port } = server.address() as AddressInfo
	const headers = isCompressed ? { 'accept-encoding': 'gzip' } : {}
	const answer = await new Promise<IncomingMessage>((resolve) =>
		get({ port, host: '127.0.0.1', headers, agent: false }, resolve),
	)
	return { made, answer }
}

/** Waits until no more of the file is being made. */
async function settled(made: { pieces: number }): Promise<number> {
	for (let before = -1; before !== made.pieces; ) {
		before = made.pieces
		await sleep(400)
	}
	return made.pieces
}

test.each([false, true])(
	'a file is made no faster than it is taken, and arrives whole (compressed: %s)',
	async (isCompressed) => {
		const { made, answer } = await served({ isCompressed })
		// What the sockets and the compressor hold is all that was made ahead.
		expect(await settled(made)).toBeLessThan(PIECES / 2)
		let bytes = 0
		for await (const chunk of answer) bytes += (chunk as Buffer).length
		expect(made.pieces).toBe(PIECES)
		if (isCompressed) expect(answer.headers['content-encoding']).toBe('gzip')
		else expect(bytes).toBe(PIECES * PIECE)
	},
	30_000,
)

test('making a file takes half of the time, and leaves the other half to followers', async () => {
	const response = { write: () => true, on: () => response, destroyed: false }
	const drained = drainedOf(response as never)
	const began = performance.now()
	let made = 0
	for (let piece = 0; piece < 20; piece++) {
		await drained()
		const from = performance.now()
		while (performance.now() - from < 5);
		made += performance.now() - from
	}
	expect(performance.now() - began).toBeGreaterThan(made * 1.7)
})

test('without waiting, Astro would have all of it in memory', async () => {
	const { made } = await served({ isWaiting: false })
	expect(await settled(made)).toBe(PIECES)
}, 30_000)

test('a file that is given up is made no further', async () => {
	const { made, answer } = await served()
	await settled(made)
	answer.destroy()
	const pieces = await settled(made)
	expect(pieces).toBeLessThan(PIECES / 2)
	expect(made.isGivenUp).toBe(true)
})
