import type { ServerResponse } from 'node:http'

/**
 * Astro's Node adapter writes a stream to the response without asking whether the receiver keeps up, and all of it would wait in
 * memory. Whoever makes a long stream asks this before each piece.
 */
export function drainedOf(response: ServerResponse): () => Promise<void> {
	const write = response.write.bind(response) as (...args: unknown[]) => boolean
	let isFull = false
	let goOn: (() => void) | null = null
	response.write = (...args: unknown[]) => {
		isFull = !write(...args)
		return !isFull
	}
	// Heard only where somebody asks; compression moves listeners to its own stream, which knows when it is empty.
	let isListening = false
	function listen(): void {
		isListening = true
		for (const event of ['drain', 'close']) {
			response.on(event, () => {
				isFull = false
				goOn?.()
			})
		}
	}
	return async () => {
		if (!isListening) listen()
		if (!isFull || response.destroyed) return
		await new Promise<void>((resolve) => {
			goOn = resolve
		})
	}
}
