import { household } from '../address.ts'

/** How many hits of one address are kept one by one; what goes beyond is kept as a number (`excess`), and is sent on all the same. */
export interface CrowdLimit {
	/** On one page. */
	perMinute: number
	perHour: number
}

/**
 * An IPv4 address may be a carrier's gateway, behind which Cloudflare found hundreds and even thousands of people ("One IP
 * address, many users", 2025). A follower makes two hits or three, so that 1,200 an hour are some 500 followers of one
 * page behind one address: with a post that brings 50,000 followers in an hour, when a hundredth of them share it.
 */
const GATEWAY: CrowdLimit = { perMinute: 120, perHour: 1200 }

/** The addresses of a /64 are one household's or one phone's: carriers share IPv4 addresses because those are few, and these are not. */
const HOUSEHOLD: CrowdLimit = { perMinute: 60, perHour: 600 }

/** On all pages together: what one address can make us store has a bound that does not grow with the number of creators. */
export const MOST_ON_ALL_PAGES = 1500

export const limitOf = (address: string): CrowdLimit => (address.includes(':') ? HOUSEHOLD : GATEWAY)

/** What is counted as one address, as text. */
export function crowdOf(address: string): string {
	let end = address.indexOf(':')
	if (end === -1) return address
	for (let groups = 1; groups < 4 && end !== -1; groups++) {
		const next = address.indexOf(':', end + 1)
		// Zeros are left out, and the groups have to be counted.
		if (next === -1 || next === end + 1) return household(address)
		end = next
	}
	return address.slice(0, end)
}

/** For the screens that explain it. */
export const CROWD_LIMITS = { gateway: GATEWAY, household: HOUSEHOLD }
