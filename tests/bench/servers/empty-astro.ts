import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** The limit of a page that Astro renders behind this adapter: one that has nothing to show. */
const { handler } = (await import(new URL('../../../dist/bench-empty/server/entry.mjs', import.meta.url).href)) as {
	handler: (request: IncomingMessage, response: ServerResponse) => void
}
createServer((request, response) => handler(request, response)).listen(Number(process.env.PORT), '127.0.0.1', () =>
	console.info('is serving'),
)
