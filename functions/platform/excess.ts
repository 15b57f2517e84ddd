import type { Kind } from '../../db/schema/hits.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { hitId } from '../../src/domain/ids.ts'

/** Pages and kinds that are handed over together; the others wait for the next time. It bounds what a flood on many pages costs. */
const MOST_AT_ONCE = 20
/** Pages and kinds that can wait. */
const MOST_WAITING = 10_000

export interface Excess {
	/** Counts a hit that is not kept by itself. False when there is no room to count it. */
	add(profileId: number, kind: Kind, at: number): boolean
	/** What was counted longest ago, and is forgotten here: one hit, with the number of `times`, for each page and kind. */
	take(): Hit[]
	readonly isEmpty: boolean
}

/** Counts hits in this process, so that thousands become one row. What a process has not handed over goes with it. */
export function gatherExcess(randomBytes: (length: number) => Uint8Array): Excess {
	const waiting = new Map<string, { profileId: number; kind: Kind; at: number; times: number }>()
	return {
		get isEmpty() {
			return waiting.size === 0
		},
		add(profileId, kind, at) {
			const key = `${profileId} ${kind}`
			const known = waiting.get(key)
			if (known) known.times++
			else if (waiting.size >= MOST_WAITING) return false
			else waiting.set(key, { profileId, kind, at, times: 1 })
			return true
		},
		take() {
			const taken = [...waiting].slice(0, MOST_AT_ONCE)
			for (const [key] of taken) waiting.delete(key)
			return taken.map(([, { profileId, kind, at, times }]) => ({
				...NOTHING_ELSE,
				...{ id: hitId(at, randomBytes(7)), profileId, kind, at, times },
			}))
		},
	}
}

/** All that is known of hits that were counted together. */
const NOTHING_ELSE = {
	blockId: 0,
	bucket: 'excess',
	channel: 'unknown',
	country: null,
	device: 'other',
	app: 'none',
	referrer: null,
	visitor: null,
	campaign: null,
} as const
