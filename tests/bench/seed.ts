import type { Db } from '../../db/client.ts'
import { blocks, handles, links, profiles, users } from '../../db/schema/index.ts'

/** Links in all; the page of the bench shows twelve of them, the rest belong to hidden neighbours of its profile. */
export const LINKS = 1000
const SHOWN = 12
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'

/** The ids that `load.lua` asks for. */
function idOf(n: number): string {
	let text = ''
	for (let i = 0, rest = n; i < 4; i++, rest = Math.floor(rest / 32)) text = LETTERS[rest % 32] + text
	return `bench2${text}`
}

export async function seedBench(db: Db): Promise<void> {
	const at = Date.now()
	await db
		.insert(users)
		.values({ id: 'bench', email: 'bench@example.com', passwordHash: 'none', language: 'en', createdAt: at })
	const profile = { ownerId: 'bench', language: 'en', timeZone: 'Europe/Oslo', createdAt: at, updatedAt: at } as const
	await db.insert(profiles).values([
		{ ...profile, id: 1, handle: 'bench', name: 'Bench' },
		{ ...profile, id: 2, handle: 'bench.rest', name: 'Rest' },
	])
	await db.insert(handles).values([
		{ key: 'bench', profileId: 1 },
		{ key: 'benchrest', profileId: 2 },
	])
	const rows = Array.from({ length: LINKS }, (_, n) => ({
		id: n + 1,
		publicId: idOf(n),
		profileId: n < SHOWN ? 1 : 2,
		kind: 'link' as const,
		position: n,
		createdAt: at,
		updatedAt: at,
	}))
	await db.insert(blocks).values(rows)
	await db.insert(links).values(
		rows.map(({ id, publicId }) => ({
			blockId: id,
			title: `Link ${id}`,
			url: `https://shop.example/products/${publicId}?ref=bench`,
			kind: 'affiliate' as const,
			merchant: 'Shop',
		})),
	)
}
