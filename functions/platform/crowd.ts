import { isInner } from '../../src/domain/address.ts'
import { crowdOf, limitOf, MOST_ON_ALL_PAGES } from '../../src/domain/clicks/crowd.ts'
import { DAY } from '../../src/domain/time.ts'
import { type ShortKey, shortHash } from './short-hash.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** An address as V8 has it, with its place in a map, and a page that it was on: generously. */
const CROWD_BYTES = 120
const PAGE_BYTES = 80
const MOST_BYTES = 16 * 2 ** 20

/** What an address has done in the hour that is running, and on which pages. */
interface Crowd {
	/** Since the epoch. */
	hour: number
	inHour: number
	page: OnPage | null
}

interface OnPage {
	profileId: number
	/** Since the epoch. */
	minute: number
	inMinute: number
	inHour: number
	next: OnPage | null
}

export interface Crowds {
	/** Counts a hit, and says whether its address has gone beyond what is kept one by one. */
	isBeyond(address: string, profileId: number, at: number): boolean
	/** Of what is remembered, at the most. */
	readonly bytes: number
}

/**
 * Remembers how many hits each address has made in this hour and minute of the clock, by a hash under a key that this process
 * makes each UTC day and tells nobody: an address itself is not kept, and one in some ten thousand shares its hash with
 * another. When there are too many at once, those that have not come for the longest begin anew. Addresses of inner networks
 * have no limit, because a proxy whose word is not taken would stand for all followers.
 */
export function openCrowds(randomBytes: (length: number) => Uint8Array): Crowds {
	// Two generations, of which the older leaves as a whole: deleting one by one would cost more than all the rest.
	let young = new Map<number, Crowd>()
	let old = new Map<number, Crowd>()
	let [youngBytes, oldBytes] = [0, 0]
	// Workers allow no random numbers before the first request.
	let day = -1
	let key: ShortKey = [0, 0]

	function weigh(bytes: number): void {
		youngBytes += bytes
		if (2 * youngBytes <= MOST_BYTES) return
		old = young
		oldBytes = youngBytes
		young = new Map()
		youngBytes = 0
	}

	function crowdAt(hash: number, hour: number): Crowd {
		const known = young.get(hash)
		if (known?.hour === hour) return known
		const before = known ?? old.get(hash)
		const crowd = before?.hour === hour ? before : { hour, inHour: 0, page: null }
		young.set(hash, crowd)
		if (!known) weigh(CROWD_BYTES)
		return crowd
	}

	function pageOf(crowd: Crowd, profileId: number, minute: number): OnPage {
		for (let page = crowd.page; page; page = page.next)
			if (page.profileId === profileId) return inMinuteOf(page, minute)
		crowd.page = { profileId, minute, inMinute: 0, inHour: 0, next: crowd.page }
		weigh(PAGE_BYTES)
		return crowd.page
	}

	function beginDay(today: number): void {
		day = today
		key = newKey(randomBytes)
		young = new Map()
		old = new Map()
		youngBytes = 0
		oldBytes = 0
	}

	return {
		get bytes() {
			return youngBytes + oldBytes
		},
		isBeyond(address, profileId, at) {
			const today = Math.floor(at / DAY)
			if (today !== day) beginDay(today)
			const crowd = crowdAt(shortHash(key, crowdOf(address)), Math.floor(at / HOUR_MS))
			// Asked first, so that nobody is on more pages than this.
			if (crowd.inHour >= MOST_ON_ALL_PAGES) return !isInner(address)
			const page = pageOf(crowd, profileId, Math.floor(at / MINUTE_MS))
			const { perMinute, perHour } = limitOf(address)
			if (page.inMinute >= perMinute || page.inHour >= perHour) return !isInner(address)
			page.inMinute++
			page.inHour++
			crowd.inHour++
			return false
		},
	}
}

function inMinuteOf(page: OnPage, minute: number): OnPage {
	if (page.minute !== minute) {
		page.minute = minute
		page.inMinute = 0
	}
	return page
}

function newKey(randomBytes: (length: number) => Uint8Array): ShortKey {
	const bytes = new DataView(Uint8Array.from(randomBytes(8)).buffer)
	return [bytes.getInt32(0), bytes.getInt32(4)]
}
