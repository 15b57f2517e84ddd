import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

/** The limit of anything that sends these bytes from `node:http`: the cached page, compressed already. */
const bytes = readFileSync(process.env.BYTES ?? '')
createServer((_request, response) => {
	response.writeHead(200, {
		'content-type': 'text/html; charset=utf-8',
		'content-encoding': 'br',
		'content-length': String(bytes.length),
	})
	response.end(bytes)
}).listen(Number(process.env.PORT), '127.0.0.1', () => console.info('is serving'))
