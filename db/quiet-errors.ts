import { DrizzleQueryError } from 'drizzle-orm'

/**
 * Drizzle writes a failed query's parameters into the error: addresses of people, hashes of tokens, whatever was asked for.
 * Errors are logged in many places, by Astro too, so they are left out when the error is made: it sets `params` before it
 * takes its stack. The SQL and the cause stay.
 */
Object.defineProperty(DrizzleQueryError.prototype, 'params', {
	configurable: true,
	get: () => undefined,
	set(this: DrizzleQueryError) {
		this.message = `Failed query: ${this.query}`
	},
})
