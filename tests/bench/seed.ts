import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { keepCounters } from '../../src/domain/clicks/counters.ts'

/** Links of the first profiles: the page of the bench shows twelve of them. */
export const LINKS = 1000
/** Pages of twelve links each; more than the page cache keeps. */
export const MISSES = 2600
const SHOWN = 12
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'

/** Whose page is read, whose page has nearly all the clicks, and whose has ten thousand. */
export const PAGE = 1
export const LARGEST = 3
export const SMALL = 4
/** Links of the largest and of the small page each. */
export const OWN_LINKS = 30
export const ownLink = (profileId: number, n: number) => profileId * 100_000 + n

/** The ids that `load.lua` asks for. */
export function publicIdOf(n: number): string {
	let text = ''
	for (let i = 0, rest = n; i < 4; i++, rest = Math.floor(rest / 32)) text = LETTERS[rest % 32] + text
	return `bench2${text}`
}

interface SeededProfile {
	id: number
	handle: string
	links: { id: number; publicId: string }[]
}

function seededProfiles(): SeededProfile[] {
	const tapped = Array.from({ length: LINKS }, (_, n) => ({ id: n + 1, publicId: publicIdOf(n) }))
	const own = (id: number) =>
		Array.from({ length: OWN_LINKS }, (_, n) => ({
			id: ownLink(id, n),
			publicId: `own${id}${String(n).padStart(6, '0')}`,
		}))
	const misses = Array.from({ length: MISSES }, (_, n) => ({
		id: 1000 + n,
		handle: `miss${n}`,
		links: Array.from({ length: SHOWN }, (_, i) => ({
			id: 1_000_000 + n * SHOWN + i,
			publicId: `m${String(n * SHOWN + i).padStart(9, '0')}`,
		})),
	}))
	return [
		{ id: PAGE, handle: 'bench', links: tapped.slice(0, SHOWN) },
		{ id: 2, handle: 'bench.rest', links: tapped.slice(SHOWN) },
		{ id: LARGEST, handle: 'bench.large', links: own(LARGEST) },
		{ id: SMALL, handle: 'bench.small', links: own(SMALL) },
		...misses,
	]
}

/** Creators, pages and links; a creator's id is `owner` and the number of the page. */
export async function seedBench(db: Db): Promise<void> {
	const at = Date.now() - 400 * 86_400_000
	const profiles = seededProfiles()
	const links = profiles.flatMap(({ id, links }) => links.map((link, n) => [link.id, link.publicId, id, n]))
	const people = JSON.stringify(profiles.map(({ id, handle }) => [id, handle, handle.replaceAll('.', '')]))
	const all = JSON.stringify(links)
	await db.batch([
		db.run(sql`
			insert into users (id, email, password_hash, language, created_at)
			select 'owner' || (value ->> 0), 'owner' || (value ->> 0) || '@example.com', 'none', 'en', ${at} from json_each(${people})`),
		db.run(sql`
			insert into profiles (id, owner_id, handle, name, language, time_zone, created_at, updated_at)
			select value ->> 0, 'owner' || (value ->> 0), value ->> 1, value ->> 1, 'en', 'Europe/Oslo', ${at}, ${at} from json_each(${people})`),
		db.run(sql`insert into handles (key, profile_id) select value ->> 2, value ->> 0 from json_each(${people})`),
		db.run(sql`
			insert into blocks (id, public_id, profile_id, kind, position, created_at, updated_at)
			select value ->> 0, value ->> 1, value ->> 2, 'link', value ->> 3, ${at}, ${at} from json_each(${all})`),
		db.run(sql`
			insert into links (block_id, title, url, kind, merchant)
			select value ->> 0, 'Link ' || (value ->> 0), 'https://shop.example/products/' || (value ->> 1) || '?ref=bench', 'affiliate', 'Shop'
			from json_each(${all})`),
	])
	await keepCounters(db)
}
