import { parentPort, workerData } from 'node:worker_threads'
import { openRows } from './durable-rows.ts'

const store = openRows((workerData as { file: string }).file)
parentPort?.on('message', (moments: number[]) => {
	store(moments)
	parentPort?.postMessage(null)
})
