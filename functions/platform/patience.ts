/** A database server that has not answered by then is treated as one that is down. */
export const ANSWER_MS = 10_000

/** What `work` comes to, or `instead` when it fails or takes longer than `ms`. The work itself goes on. Never rejects. */
export function within<T>(ms: number, work: Promise<T>, instead: T): Promise<T> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => resolve(instead), ms)
		const settle = (value: T) => {
			clearTimeout(timer)
			resolve(value)
		}
		work.then(settle, () => settle(instead))
	})
}
