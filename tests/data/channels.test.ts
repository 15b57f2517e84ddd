import { expect, test } from 'vitest'
import { listChannels } from '../../db/queries/channels.ts'
import { frontDoor } from '../../functions/edge.ts'
import { createChannel, deleteChannel } from '../../src/domain/channels/commands.ts'
import { MAX_CHANNELS } from '../../src/domain/channels/limits.ts'
import { CHROME_DESKTOP } from '../support/agents.ts'
import { ctxFor } from '../support/ctx.ts'
import { freshDb } from '../support/db.ts'
import { NOON } from '../support/factories.ts'
import { anAsk, testPlatform } from '../support/platform.ts'
import { DESK, theWorld } from '../support/world.ts'

const NEWS = { tag: 'news', name: 'Newsletter' }

async function open() {
	const db = freshDb()
	await theWorld(db)
	return { db, maya: ctxFor(db, 'maya'), tom: ctxFor(db, 'tom') }
}

test('a place is in the list until it is deleted, and comes back with the same name', async () => {
	const { db, maya } = await open()
	expect(await createChannel(maya, NEWS)).toMatchObject({ ...NEWS, handleKeys: ['mayalamps'] })
	await createChannel({ ...maya, now: NOON + 1 }, { tag: 'card', name: 'Business card' })
	expect((await listChannels(db, 'maya')).map(({ tag }) => tag)).toEqual(['news', 'card'])
	const { tag, name, handleKeys } = await deleteChannel(maya, NEWS)
	expect([{ tag, name }, handleKeys]).toEqual([NEWS, ['mayalamps']])
	expect((await listChannels(db, 'maya')).map(({ tag }) => tag)).toEqual(['card'])
	await createChannel(maya, { tag, name })
	expect(await listChannels(db, 'maya')).toContainEqual(NEWS)
})

test('the same form sent twice is one place; the tag of another place is refused with its name', async () => {
	const { db, maya } = await open()
	await createChannel(maya, NEWS)
	await createChannel(maya, NEWS)
	expect(await listChannels(db, 'maya')).toEqual([NEWS])
	await expect(createChannel(maya, { ...NEWS, name: 'News site' })).rejects.toMatchObject({
		message: 'share.tag.taken',
		field: 'tag',
		values: { name: 'Newsletter' },
	})
})

test('each creator has places of their own', async () => {
	const { db, maya, tom } = await open()
	await createChannel(maya, NEWS)
	await expect(deleteChannel(tom, NEWS)).rejects.toMatchObject({ code: 'missing' })
	await createChannel(tom, { ...NEWS, name: 'Toms newsletter' })
	await deleteChannel(tom, NEWS)
	expect([await listChannels(db, 'maya'), await listChannels(db, 'tom')]).toEqual([[NEWS], []])
	await expect(createChannel(ctxFor(db, 'nobody'), NEWS)).rejects.toMatchObject({ code: 'missing' })
})

test('a page has room for fifty, and says so at the fifty-first', async () => {
	const { db, maya } = await open()
	for (let i = 0; i < MAX_CHANNELS; i++) await createChannel(maya, { tag: `place-${i}`, name: `Place ${i}` })
	await expect(createChannel(maya, NEWS)).rejects.toMatchObject({ message: 'share.full', values: { limit: 50 } })
	expect(await createChannel(maya, { tag: 'place-0', name: 'Place 0' })).toMatchObject({ tag: 'place-0' })
	expect(await listChannels(db, 'maya')).toHaveLength(MAX_CHANNELS)
})

test('a tap is counted under a new tag at once, and no longer under a deleted one', async () => {
	const { db, maya } = await open()
	const { platform, hits } = testPlatform(db)
	const tap = () => frontDoor(anAsk(`/go/${DESK}?s=news`, { headers: { 'user-agent': CHROME_DESKTOP } }), platform)
	await tap()
	const made = await createChannel(maya, NEWS)
	await platform.purge(made.handleKeys, made.publicIds)
	await tap()
	const gone = await deleteChannel(maya, NEWS)
	await platform.purge(gone.handleKeys, gone.publicIds)
	await tap()
	expect(hits.map(({ channel }) => channel)).toEqual(['unknown', 'tag:news', 'unknown'])
})
