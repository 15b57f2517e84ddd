import { createServer } from 'node:http'
import { Worker } from 'node:worker_threads'

/**
 * The limit of a durable redirect: each answer waits for the commit of its row, rows are committed in groups by a thread,
 * and nothing else is done.
 */
const writer = new Worker(new URL('./durable-writer.ts', import.meta.url), { workerData: { file: process.env.FILE } })
let gathering: { at: number; answer: () => void }[] = []
let writing: typeof gathering = []

function write(): void {
	if (writing.length > 0 || gathering.length === 0) return
	writing = gathering
	gathering = []
	writer.postMessage(writing.map((one) => one.at))
}

writer.on('message', () => {
	for (const one of writing) one.answer()
	writing = []
	write()
})

createServer((_request, response) => {
	const answer = () => {
		response.writeHead(302, { location: 'https://shop.example/', 'cache-control': 'no-store', 'content-length': '0' })
		response.end()
	}
	gathering.push({ at: Date.now(), answer })
	write()
}).listen(Number(process.env.PORT), '127.0.0.1', () => console.info('is serving'))
