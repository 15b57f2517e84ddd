import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { links } from '../../db/schema/index.ts'
import { readBlock } from '../../src/domain/blocks/commands.ts'
import { createLink, editLink } from '../../src/domain/links/commands.ts'
import { ctxFor } from '../support/ctx.ts'
import { freshDb } from '../support/db.ts'
import { LAMP, theWorld } from '../support/world.ts'

const NEW = 'newnewnewn'
const here = { ownOrigins: ['https://vitrine.example'] }

async function maya() {
	const db = freshDb()
	const world = await theWorld(db)
	return { db, ctx: ctxFor(db, 'maya'), ...world }
}

test('a URL is enough: title, kind and merchant are proposed', async () => {
	const { ctx } = await maya()
	const url = 'https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&ued=https%3A%2F%2Fwww.zalando.no%2Fsko'
	const { block, handleKeys, publicIds } = await createLink(ctx, { id: NEW, url, title: '', merchant: '', ...here })
	expect(block).toMatchObject({
		id: NEW,
		version: 1,
		isHidden: false,
		fields: { title: 'Zalando', url, kind: 'affiliate', merchant: 'Zalando' },
	})
	expect({ handleKeys, publicIds }).toEqual({ handleKeys: ['mayalamps'], publicIds: [NEW] })
})

test('what the creator says wins over what is proposed', async () => {
	const { ctx } = await maya()
	const given = { id: NEW, url: 'shop.example/x', title: 'Lamp', kind: 'gift' as const, merchant: 'The shop' }
	const { block } = await createLink(ctx, { ...given, ...here })
	expect(block.fields).toEqual({ title: 'Lamp', url: 'https://shop.example/x', kind: 'gift', merchant: 'The shop' })
})

test.each([
	['https://shop.example/l%C3%A6?a=%20b&&c=#x=ø'],
	['http://SHOP.example:8080/%7Euser;p=1?q=1+2&r='],
	['https://blåbær.no/æøå/日本?é=ü'],
])('%s is stored byte for byte', async (url) => {
	const { db, ctx, lamp } = await maya()
	await editLink(ctx, { id: LAMP, version: 1, url, title: 'Lamp', kind: 'none', merchant: '', ...here })
	const [row] = await db.select().from(links).where(eq(links.blockId, lamp.id))
	expect(row?.url).toBe(url)
})

test.each([
	['javascript:alert(1)', 'link.url.scheme'],
	['https://maya:secret@shop.example/', 'link.url.credentials'],
	['https://vitrine.example/go/lamplampab', 'link.url.ownRedirect'],
	['localhost', 'link.url.noDot'],
	[`https://shop.example/${'a'.repeat(2000)}`, 'link.url.tooLong'],
])('%s is refused at its field and nothing is stored', async (url, message) => {
	const { ctx } = await maya()
	const refusal = { code: 'invalid', message, field: 'url' }
	await expect(createLink(ctx, { id: NEW, url, title: '', merchant: '', ...here })).rejects.toMatchObject(refusal)
	await expect(readBlock(ctx, { id: NEW })).rejects.toMatchObject({ code: 'missing' })
})

test('a stale save is refused and the stored version stays; two saves at once leave one winner', async () => {
	const { ctx } = await maya()
	const save = (title: string) =>
		editLink(ctx, { id: LAMP, version: 1, url: 'shop.example', title, kind: 'none', merchant: '', ...here })
	const results = await Promise.allSettled([save('One'), save('Two'), save('Three')])
	const won = results.filter(({ status }) => status === 'fulfilled')
	expect(won).toHaveLength(1)
	const stored = await readBlock(ctx, { id: LAMP })
	expect(stored.version).toBe(2)
	expect(won[0]).toMatchObject({ value: { block: stored } })
})
