import { z } from 'zod'
import { PUBLIC_ID_LENGTH, PUBLIC_ID_PATTERN } from '../ids.ts'
import { SOCIAL_NETWORKS, type SocialNetwork } from '../profiles/social-networks.ts'
import { bounded, line, requiredLine, requiredLines } from '../text.ts'
import { MAX_BLOCKS, MAX_HEADING, MAX_ICON_URL, MAX_TEXT } from './limits.ts'

/** Made by whoever creates a block, so that asking twice creates it once. */
export const BlockId = bounded(PUBLIC_ID_LENGTH, {
	missing: 'editor.id.malformed',
	tooLong: 'editor.id.malformed',
}).regex(PUBLIC_ID_PATTERN, 'editor.id.malformed')

export const Version = z.number({ error: 'editor.version.malformed' }).int('editor.version.malformed').positive()

export const BlockRef = z.object({ id: BlockId })

export const Heading = z.object({
	content: requiredLine(MAX_HEADING, 'editor.heading.empty', 'editor.heading.tooLong'),
})
export const NewHeading = Heading.extend({ id: BlockId })
export const HeadingEdit = NewHeading.extend({ version: Version })

export const Paragraph = z.object({
	content: requiredLines(MAX_TEXT, 'editor.text.empty', 'editor.text.tooLong'),
})
export const NewText = Paragraph.extend({ id: BlockId })
export const TextEdit = NewText.extend({ version: Version })

/** The rules for addresses are in social-form.ts. */
const address = line(MAX_ICON_URL, 'editor.social.tooLong')
const addresses = Object.fromEntries(SOCIAL_NETWORKS.map((network) => [network, address]))

/** An address or a name for each network; what is left empty is not shown. */
export const Social = z.object(addresses as Record<SocialNetwork, typeof address>)
export const NewSocial = Social.extend({ id: BlockId })
export const SocialEdit = NewSocial.extend({ version: Version })

export const Order = z.object({
	ids: z
		.array(BlockId)
		.min(1)
		.max(MAX_BLOCKS)
		.refine((ids) => new Set(ids).size === ids.length),
})

export const Place = BlockRef.extend({ way: z.enum(['up', 'down']) })

/** `copyId` is the new block's. */
export const Duplicate = BlockRef.extend({ copyId: BlockId })
