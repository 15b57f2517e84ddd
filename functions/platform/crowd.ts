import { isInner } from '../../src/domain/address.ts'
import { BoundedMap } from '../../src/domain/bounded-map.ts'
import { crowdOf, limitOf, MOST_ON_ALL_PAGES } from '../../src/domain/clicks/crowd.ts'
import { DAY } from '../../src/domain/time.ts'
import { type ShortKey, shortHash } from './short-hash.ts'

const MINUTE_MS = 60_000
const MINUTES = 60
/** An address, and an address on a page, as the heap of V8 has them: a number, an object of four, their places in two maps. */
const ENTRY_BYTES = 160
const MOST_BYTES = 16 * 2 ** 20

/** What an address has done in the minute and the hour that are running. */
interface Crowd {
	/** Since the epoch, as `hour` is. */
	minute: number
	inMinute: number
	hour: number
	inHour: number
}

export interface Crowds {
	/** Counts a hit, and says whether its address has gone beyond what is kept one by one. */
	isBeyond(address: string, profileId: number, at: number): boolean
	/** Of what is remembered. */
	readonly bytes: number
}

/**
 * Remembers for an hour how many hits each address has made, by a hash under a key that this process makes each UTC day and
 * tells nobody: an address itself is not kept. When there are too many at once, those who came first begin anew. Addresses of
 * inner networks have no limit, because a proxy whose word is not taken would stand for all followers.
 */
export function openCrowds(randomBytes: (length: number) => Uint8Array): Crowds {
	const crowds = new BoundedMap<number, Crowd>(MOST_BYTES / ENTRY_BYTES, { most: MOST_BYTES, weigh: () => ENTRY_BYTES })
	// Workers allow no random numbers before the first request.
	let day = -1
	let key: ShortKey = [0, 0]

	/** Counted anew in each minute and hour of the clock. */
	function crowdAt(hash: number, minute: number): Crowd {
		const hour = Math.floor(minute / MINUTES)
		const known = crowds.get(hash)
		if (known?.hour !== hour) {
			const fresh = { minute, inMinute: 0, hour, inHour: 0 }
			crowds.set(hash, fresh)
			return fresh
		}
		if (known.minute !== minute) {
			known.minute = minute
			known.inMinute = 0
		}
		return known
	}

	return {
		get bytes() {
			return crowds.bytes
		},
		isBeyond(address, profileId, at) {
			const today = Math.floor(at / DAY)
			if (today !== day) {
				crowds.clear()
				day = today
				key = newKey(randomBytes)
			}
			const minute = Math.floor(at / MINUTE_MS)
			const hash = shortHash(key, crowdOf(address))
			const here = crowdAt(onPage(hash, profileId), minute)
			const { perMinute, perHour } = limitOf(address)
			if (here.inMinute >= perMinute || here.inHour >= perHour) return !isInner(address)
			const everywhere = crowdAt(hash, minute)
			if (everywhere.inHour >= MOST_ON_ALL_PAGES) return !isInner(address)
			here.inMinute++
			here.inHour++
			everywhere.inHour++
			return false
		},
	}
}

/** A key for each page of one address: multiplying by an odd number gives no two the same 32 bits, and id 0 the hash itself. */
const onPage = (hash: number, profileId: number): number =>
	(((hash / LOW) ^ Math.imul(profileId, 0x9e3779b1)) >>> 0) * LOW + (hash % LOW)

const LOW = 2 ** 21

function newKey(randomBytes: (length: number) => Uint8Array): ShortKey {
	const bytes = new DataView(Uint8Array.from(randomBytes(8)).buffer)
	return [bytes.getInt32(0), bytes.getInt32(4)]
}
