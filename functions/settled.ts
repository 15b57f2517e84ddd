/** What is mostly at hand, and sometimes still has to be waited for. */
export type Settled<T> = T | Promise<T>

/** `next` of a value: at once when it is at hand, since a promise that nobody needs costs a tap more than most of its work. */
export function followed<T, R>(value: Settled<T>, next: (value: T) => Settled<R>): Settled<R> {
	return value instanceof Promise ? value.then(next) : next(value)
}
