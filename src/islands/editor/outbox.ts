import type { Editable, FormValues } from '../../domain/blocks/fields.ts'

/** Why a change waits for its creator instead of being sent. */
export type Problem =
	| { kind: 'invalid'; message: string; errors: Record<string, string> }
	| { kind: 'conflict'; other: Editable }
	| { kind: 'missing'; message: string }

/** One change that the server has not taken yet. */
export interface Change {
	/** A later change with the same key takes the place of an earlier one: `edit abcdefghij`, `order`. */
	key: string
	/** The block, `profile`, or `order`. Changes of one subject are sent in their order. */
	subject: string
	action: string
	values: Record<string, string | string[]>
	/** Epoch milliseconds; it is not sent before, because somebody may still be typing. */
	due: number
	problem?: Problem
}

export type Answer =
	| { kind: 'done'; version: number | null }
	| Problem
	| { kind: 'signedOut' }
	/** No connection, or a server in trouble: it may be sent again, because no change happens twice. */
	| { kind: 'unreachable' }

/** What the outbox needs of the browser. */
export interface Outside {
	send(change: Change): Promise<Answer>
	/** Keeps the changes where a closed or crashed tab leaves them. */
	keep(changes: Change[]): void
	now(): number
	/** Calls back after a time; the last call counts. */
	wake(afterMs: number, run: () => void): void
	changed(): void
}

export type Trouble = 'unreachable' | 'signedOut' | null

const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 30_000

/** Sends changes one at a time and in order, again and again until the server has taken or refused them. */
export class Outbox {
	changes: Change[]
	trouble: Trouble = null
	/** Becomes true with the first change that the server has taken. */
	hasSaved = false
	#outside: Outside
	#sending: Change | null = null
	#attempts = 0
	#notBefore = 0
	/** The newest version that each subject is known to have. */
	#versions = new Map<string, number>()

	constructor(outside: Outside, kept: Change[] = []) {
		this.#outside = outside
		this.changes = kept
	}

	get isSending(): boolean {
		return this.#sending !== null
	}

	find(key: string): Change | undefined {
		return this.changes.findLast((change) => change.key === key)
	}

	/** Takes a change; one that waits for its creator to settle a conflict goes on waiting with the new values. */
	put(change: Change): void {
		const before = this.changes.findIndex((other) => other.key === change.key && other !== this.#sending)
		const conflict = this.changes[before]?.problem?.kind === 'conflict' ? this.changes[before].problem : undefined
		const next = this.#onNewestVersion({ ...change, ...(conflict && { problem: conflict }) })
		if (before < 0) this.changes.push(next)
		else this.changes[before] = next
		this.#update()
	}

	/** Sends a change without waiting for more typing. */
	flush(key: string): void {
		const change = this.find(key)
		if (!change || change === this.#sending) return
		change.due = 0
		this.#update()
	}

	/** Keeps what was typed over a refused change, which still waits for its creator. */
	revise(key: string, values: FormValues): void {
		const change = this.find(key)
		if (!change?.problem) return
		change.values = { ...change.values, ...values }
		this.#update()
	}

	drop(key: string): void {
		this.changes = this.changes.filter((change) => change.key !== key || change === this.#sending)
		this.#update()
	}

	/** Settles a conflict for the creator's own version: it is sent again, based on what is stored now. */
	insist(key: string): void {
		const change = this.find(key)
		if (change?.problem?.kind !== 'conflict') return
		this.learn(change.subject, change.problem.other.version)
		change.values = { ...change.values, version: String(change.problem.other.version) }
		change.due = 0
		delete change.problem
		this.#update()
	}

	/** A version that came from the server by another way. */
	learn(subject: string, version: number): void {
		this.#versions.set(subject, version)
	}

	/** The connection may be back: the next attempt is made now. */
	retry(): void {
		this.#notBefore = 0
		void this.run()
	}

	async run(): Promise<void> {
		if (this.#sending) return
		const change = this.#next()
		if (!change) return this.#sleep()
		this.#sending = change
		this.#outside.changed()
		const answer = await this.#outside.send(change)
		this.#sending = null
		this.#settle(change, answer)
		this.#update()
	}

	#settle(change: Change, answer: Answer): void {
		this.trouble = answer.kind === 'unreachable' || answer.kind === 'signedOut' ? answer.kind : null
		if (this.trouble) this.#delay()
		else this.#close(change, answer as Problem | { kind: 'done'; version: number | null })
	}

	#close(change: Change, answer: Problem | { kind: 'done'; version: number | null }): void {
		this.#attempts = 0
		// Nobody can settle what is refused for a block that is being deleted, and the deletion would wait for it.
		const later = [change.key, `delete ${change.subject}`]
		const isMoot = this.changes.some((other) => other !== change && later.includes(other.key))
		if (answer.kind === 'done' || isMoot) this.changes = this.changes.filter((other) => other !== change)
		else change.problem = answer
		if (answer.kind === 'done') this.#learnFrom(change, answer.version)
	}

	#learnFrom(change: Change, version: number | null): void {
		this.hasSaved = true
		if (version === null) return
		this.learn(change.subject, version)
		this.changes = this.changes.map((other) => (other.problem ? other : this.#onNewestVersion(other)))
	}

	#onNewestVersion(change: Change): Change {
		const version = this.#versions.get(change.subject)
		if (version === undefined || !('version' in change.values)) return change
		return { ...change, values: { ...change.values, version: String(version) } }
	}

	#next(): Change | undefined {
		const now = this.#outside.now()
		if (now < this.#notBefore) return undefined
		const held = new Set<string>()
		for (const change of this.changes) {
			if (!held.has(change.subject) && !change.problem && change.due <= now) return change
			held.add(change.subject)
		}
		return undefined
	}

	#delay(): void {
		const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#attempts)
		this.#attempts += 1
		this.#notBefore = this.#outside.now() + wait
	}

	#sleep(): void {
		const waiting = this.changes.filter((change) => !change.problem)
		if (waiting.length === 0) return
		const soonest = Math.max(this.#notBefore, Math.min(...waiting.map((change) => change.due)))
		this.#outside.wake(Math.max(0, soonest - this.#outside.now()), () => void this.run())
	}

	#update(): void {
		this.#outside.keep(this.changes)
		this.#outside.changed()
		void this.run()
	}
}

/** The form values of a change without what only the server needs. */
export function fieldsOf(change: Change): FormValues {
	const { id: _, version: __, ...fields } = change.values
	return fields as FormValues
}
