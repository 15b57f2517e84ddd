import type { z } from 'zod'
import { deleteOwnChannel, insertChannel } from '../../../db/queries/channels.ts'
import { keysOf } from '../blocks/outcome.ts'
import type { Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { MAX_CHANNELS } from './limits.ts'
import type { ChannelTag, NewChannel } from './schemas.ts'

/**
 * Declares a place to share the page in. Declaring it again with the same name changes nothing, which is also how a
 * deleted one comes back. Pages and links know their profile's tags, so all of them have changed.
 */
export async function createChannel(ctx: Ctx, channel: NewChannel) {
	const { stored, tags, handles, publicIds } = await insertChannel(ctx.db, ctx.userId, channel, ctx.now, MAX_CHANNELS)
	if (stored && stored.name !== channel.name) throw new DomainError('invalid', 'share.tag.taken', 'tag', { ...stored })
	if (!stored && tags >= MAX_CHANNELS) throw new DomainError('invalid', 'share.full', 'name', { limit: MAX_CHANNELS })
	if (!stored) throw new DomainError('missing', 'editor.missing')
	return { handleKeys: keysOf(handles), publicIds: idsOf(publicIds), ...stored }
}

/** Takes a place away and returns it, so that it can be brought back. What was counted under its tag stays counted. */
export async function deleteChannel(ctx: Ctx, { tag }: z.output<typeof ChannelTag>) {
	const outcome = await deleteOwnChannel(ctx.db, ctx.userId, tag)
	if (!outcome) throw new DomainError('missing', 'share.tag.missing')
	return { handleKeys: keysOf(outcome.handles), publicIds: idsOf(outcome.publicIds), ...outcome.deleted }
}

const idsOf = (blocks: { id: string }[]) => blocks.map(({ id }) => id)
