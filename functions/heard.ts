import type { ServerResponse } from 'node:http'

type Callback = (error?: Error | null) => void

/**
 * Has `write` call back, as Node's does, beneath which `compression` 1.8.2 has put one that does not: Astro ends the answer of a
 * page that failed half-way in that callback, and the browser would wait for the rest for good.
 */
export function heardOf(response: ServerResponse): void {
	const write = response.write.bind(response) as (chunk: unknown, encoding?: BufferEncoding) => boolean
	response.write = (chunk: unknown, encoding?: BufferEncoding | Callback, callback?: Callback) => {
		const done = typeof encoding === 'function' ? encoding : callback
		const isTaken = write(chunk, typeof encoding === 'function' ? undefined : encoding)
		if (done) setImmediate(done)
		return isTaken
	}
}
