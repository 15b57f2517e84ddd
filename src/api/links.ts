import { z } from 'zod'
import { BlockId } from '../domain/blocks/schemas.ts'
import { createLink, editLink } from '../domain/links/commands.ts'
import { LINK_KINDS } from '../domain/links/kinds.ts'
import { isDirect } from '../domain/links/propose.ts'
import { LinkEdit, NewLink } from '../domain/links/schemas.ts'
import { paths } from '../paths.ts'
import { blockRoutes } from './block-routes.ts'
import type { ViewOf } from './blocks.ts'

const LinkAnswer = z.object({
	id: BlockId,
	title: z.string(),
	url: z.string(),
	kind: z.enum(LINK_KINDS),
	merchant: z.string(),
	isHidden: z.boolean(),
	goUrl: z.string().nullable().describe('The counted redirect; null for a shop that has to be linked directly.'),
	version: z.int(),
})

const Change = LinkEdit.omit({ id: true }).partial().extend({ isHidden: z.boolean().optional() })

function show({ id, version, isHidden, fields }: ViewOf<'link'>, origin: string) {
	return { id, ...fields, isHidden, goUrl: isDirect(fields.url) ? null : origin + paths.go(id), version }
}

export const linkRoutes = blockRoutes({
	kind: 'link',
	name: 'Link',
	list: 'Your links in the order of the page',
	create: 'Put a link at the top of the page; a URL is enough',
	New: NewLink.partial({ id: true }),
	Change,
	Answer: LinkAnswer,
	show,
	make: createLink,
	edit: (ctx, { id, version, fields }, change, here) => editLink(ctx, { id, version, ...fields, ...change, ...here }),
})
