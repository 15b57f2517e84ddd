import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

/** The limit of anything that sends this answer from `node:http`: the cached page, compressed already, with its headers. */
const bytes = readFileSync(process.env.BYTES ?? '')
const headers = JSON.parse(readFileSync(`${process.env.BYTES}.json`, 'utf8'))
createServer((_request, response) => {
	response.writeHead(200, headers)
	response.end(bytes)
}).listen(Number(process.env.PORT), '127.0.0.1', () => console.info('is serving'))
