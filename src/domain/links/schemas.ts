import { z } from 'zod'
import { MAX_MERCHANT, MAX_TITLE } from '../blocks/limits.ts'
import { BlockId, Version } from '../blocks/schemas.ts'
import { bounded, line, requiredLine } from '../text.ts'
import { LINK_KINDS } from './kinds.ts'
import { MOST_TYPED } from './url.ts'

/** The rules for addresses are in url.ts; this only refuses what is no text at all, or far too long. */
export const typedUrl = bounded(MOST_TYPED, { missing: 'link.url.empty', tooLong: 'link.url.tooLong' })
export const merchant = line(MAX_MERCHANT, 'link.merchant.tooLong')

/** A URL is enough: what is left out is proposed from it. */
export const NewLink = z.object({
	id: BlockId,
	url: typedUrl,
	title: line(MAX_TITLE, 'link.title.tooLong'),
	kind: z.enum(LINK_KINDS).optional(),
	merchant,
})

export const LinkEdit = z.object({
	id: BlockId,
	version: Version,
	url: typedUrl,
	title: requiredLine(MAX_TITLE, 'link.title.empty', 'link.title.tooLong'),
	kind: z.enum(LINK_KINDS, { error: 'link.kind.unknown' }),
	merchant,
})
