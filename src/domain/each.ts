/**
 * Does something for each, one after another. One that fails keeps none of the others from its turn; then all failures are
 * thrown as one AggregateError.
 */
export async function each<T, R>(items: Iterable<T>, work: (item: T) => Promise<R>): Promise<R[]> {
	const results: R[] = []
	const failures: unknown[] = []
	for (const item of items) {
		try {
			results.push(await work(item))
		} catch (error) {
			failures.push(error)
		}
	}
	if (failures.length > 0)
		throw new AggregateError(failures, `${failures.length} failed: ${failures.map(String).join('; ')}`)
	return results
}
