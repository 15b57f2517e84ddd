import { z } from 'zod'
import { PUBLIC_ID_PATTERN } from '../ids.ts'
import { requiredLine, requiredLines } from '../text.ts'

/** Blocks on one page, hidden ones included. */
export const MAX_BLOCKS = 200
export const MAX_HEADING = 80
export const MAX_TEXT = 500

/** Made by whoever creates a block, so that asking twice creates it once. */
export const BlockId = z.string({ error: 'editor.id.malformed' }).regex(PUBLIC_ID_PATTERN, 'editor.id.malformed')

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

/** Icons with the same place in both lists belong together; an empty address is left out. */
export const Social = z.object({
	network: z.array(z.string()),
	url: z.array(z.string()),
})
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
