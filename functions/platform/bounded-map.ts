/** A map that forgets the entry set longest ago once it holds `limit` of them. */
export class BoundedMap<K, V> extends Map<K, V> {
	readonly #limit: number

	constructor(limit: number) {
		super()
		this.#limit = limit
	}

	override set(key: K, value: V): this {
		this.delete(key)
		if (this.size >= this.#limit) this.#forgetOldest()
		return super.set(key, value)
	}

	#forgetOldest(): void {
		const oldest = this.keys().next()
		if (!oldest.done) this.delete(oldest.value)
	}
}
