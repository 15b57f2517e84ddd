/**
 * `make`, asked again only for what it was not asked lately. Results are kept by key, at most `limit` of them; then all are
 * forgotten.
 */
export function remembered<Input, Result>(
	limit: number,
	keyOf: (input: Input) => string,
	make: (input: Input) => Result,
): (input: Input) => Result {
	const results = new Map<string, Result>()
	return (input) => {
		const key = keyOf(input)
		const known = results.get(key)
		if (known !== undefined) return known
		if (results.size >= limit) results.clear()
		const made = make(input)
		results.set(key, made)
		return made
	}
}
