/** What bounds a map besides the number of its entries. */
export interface Weights<K, V> {
	/** The bytes of all entries together, as `weigh` counts them. */
	most: number
	/** The bytes that an entry takes, key included. Asked when it is set: whoever lets a value grow sets it again. */
	weigh(key: K, value: V): number
}

/** A map that forgets the entries set longest ago once it holds more than `limit` of them, or more bytes than it may. */
export class BoundedMap<K, V> extends Map<K, V> {
	readonly #limit: number
	readonly #weights: Weights<K, V> | null
	readonly #sizes = new Map<K, number>()
	#bytes = 0
	/** Goes on where it stopped: a fresh one would pass by the places of all that were forgotten, and each set take longer than the last. */
	#oldestFirst = this.keys()

	constructor(limit: number, weights: Weights<K, V> | null = null) {
		super()
		this.#limit = limit
		this.#weights = weights
	}

	/** What the entries weigh together; 0 without weights. */
	get bytes(): number {
		return this.#bytes
	}

	override set(key: K, value: V): this {
		this.delete(key)
		const size = this.#weights?.weigh(key, value) ?? 0
		if (this.#weights && size > this.#weights.most) return this
		while (this.size >= this.#limit || this.#isTooHeavyWith(size)) this.#forgetOldest()
		if (this.#weights) this.#sizes.set(key, size)
		this.#bytes += size
		return super.set(key, value)
	}

	override delete(key: K): boolean {
		this.#bytes -= this.#sizes.get(key) ?? 0
		this.#sizes.delete(key)
		return super.delete(key)
	}

	override clear(): void {
		this.#sizes.clear()
		this.#bytes = 0
		super.clear()
	}

	#isTooHeavyWith(size: number): boolean {
		return this.#weights !== null && this.size > 0 && this.#bytes + size > this.#weights.most
	}

	#forgetOldest(): void {
		let oldest = this.#oldestFirst.next()
		if (oldest.done) {
			this.#oldestFirst = this.keys()
			oldest = this.#oldestFirst.next()
		}
		if (!oldest.done) this.delete(oldest.value)
	}
}
