import { z } from 'zod'
import { bounded, requiredLine, typedMost } from '../text.ts'
import { BUILT_IN_TAGS, TAG_PATTERN } from './channel.ts'
import { MAX_CHANNEL_NAME, MAX_TAG_LENGTH } from './limits.ts'
import { tagFrom } from './tag.ts'

const tag = bounded(typedMost(MAX_TAG_LENGTH), { tooLong: 'share.tag.characters' }).trim().toLowerCase()

/** A place to share the page in. Without a tag it gets one from its name. */
export const NewChannel = z
	.object({
		name: requiredLine(MAX_CHANNEL_NAME, 'share.name.empty', 'share.name.tooLong'),
		tag: tag.nullish(),
	})
	.transform(({ name, tag }) => ({ name, tag: tag || tagFrom(name) }))
	.superRefine(({ tag }, context) => {
		const problem = problemOf(tag)
		if (problem) context.addIssue({ code: 'custom', path: ['tag'], message: problem })
	})

export type NewChannel = z.output<typeof NewChannel>

export const ChannelTag = z.object({ tag: tag.regex(TAG_PATTERN, 'share.tag.missing') })

function problemOf(tag: string): string | null {
	if (tag === '') return 'share.tag.empty'
	if (!TAG_PATTERN.test(tag)) return 'share.tag.characters'
	return (BUILT_IN_TAGS as readonly string[]).includes(tag) ? 'share.tag.builtIn' : null
}
