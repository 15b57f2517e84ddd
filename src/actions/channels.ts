import { createChannel, deleteChannel } from '../domain/channels/commands.ts'
import { ChannelTag, NewChannel } from '../domain/channels/schemas.ts'
import { paths } from '../paths.ts'
import { act } from './run.ts'

export const channels = {
	create: act(NewChannel, async (ctx, input) => {
		const channel = await createChannel(ctx, input)
		return { ...channel, then: paths.sharePlaces }
	}),
	delete: act(ChannelTag, async (ctx, input) => {
		const channel = await deleteChannel(ctx, input)
		return { ...channel, then: paths.shareAfterDeleting(channel) }
	}),
}
