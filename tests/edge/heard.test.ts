import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import compression from 'compression'
import { expect, onTestFinished, test } from 'vitest'
import { heardOf } from '../../functions/heard.ts'

const compress = compression() as unknown as (
	request: IncomingMessage,
	response: ServerResponse,
	next: () => void,
) => void

test.each(['gzip', 'identity'])('an answer in %s that fails half-way ends', async (coding) => {
	const server = createServer((request, response) =>
		compress(request, response, () => {
			heardOf(response)
			response.setHeader('content-type', 'text/html')
			response.write('<p>half', 'utf8')
			response.write('a page', () => response.destroy())
		}),
	)
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	onTestFinished(() => void server.close())
	const { port } = server.address() as AddressInfo
	const ended = fetch(`http://127.0.0.1:${port}/`, { headers: { 'accept-encoding': coding } }).then((answer) =>
		answer.text(),
	)
	await expect(ended).rejects.toThrow()
})
