import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const MOST_REST_MS = 100

/**
 * Astro's Node adapter writes a stream to the response without asking whether the receiver keeps up, and all of it would wait in
 * memory. Whoever makes a long stream asks this before each piece. It also waits for as long as the piece before took to make:
 * the other half of the time is the followers'.
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
	const drained = () =>
		new Promise<void>((resolve) => {
			goOn = resolve
		})

	let lastLetGo = performance.now()
	return async () => {
		if (!isListening) listen()
		const asked = performance.now()
		if (isFull && !response.destroyed) await drained()
		const rest = Math.min(asked - lastLetGo, MOST_REST_MS) - (performance.now() - asked)
		if (rest >= 1) await sleep(rest)
		lastLetGo = performance.now()
	}
}
