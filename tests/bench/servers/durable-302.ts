import { createServer } from 'node:http'
import { Worker } from 'node:worker_threads'
import { gather } from '../../../functions/platform/node/gather.ts'
import { openRows } from './durable-rows.ts'

/**
 * The limit of a durable redirect: each answer waits for the commit of its row, rows are committed in groups by a thread (or,
 * with INLINE, by this one), and nothing else is done. `/page` answers at once.
 */
const store = process.env.INLINE ? storeInline(process.env.FILE ?? '') : storeInThread(process.env.FILE ?? '')
let gathering: { at: number; answer: () => void }[] = []
let isWriting = false

async function write(): Promise<void> {
	isWriting = true
	while (gathering.length > 0) {
		await gather(() => gathering.length, Number.POSITIVE_INFINITY)
		const writing = gathering
		gathering = []
		await store(writing.map((one) => one.at))
		for (const one of writing) one.answer()
	}
	isWriting = false
}

function storeInline(file: string): (moments: number[]) => Promise<void> {
	const rows = openRows(file)
	return async (moments) => rows(moments)
}

function storeInThread(file: string): (moments: number[]) => Promise<void> {
	const writer = new Worker(new URL('./durable-writer.ts', import.meta.url), { workerData: { file } })
	return (moments) =>
		new Promise((resolve) => {
			writer.once('message', () => resolve())
			writer.postMessage(moments)
		})
}

createServer((request, response) => {
	const answer = () => {
		response.writeHead(302, { location: 'https://shop.example/', 'cache-control': 'no-store', 'content-length': '0' })
		response.end()
	}
	if (request.url === '/page') return answer()
	gathering.push({ at: Date.now(), answer })
	if (!isWriting) void write()
}).listen(Number(process.env.PORT), '127.0.0.1', () => console.info('is serving'))
