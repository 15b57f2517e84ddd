import type { z } from 'zod'
import { addLink, setLinkPicture, updateLink } from '../../../db/queries/links.ts'
import { linkBytes } from '../blocks/bytes.ts'
import type { LinkFields } from '../blocks/fields.ts'
import { MAX_MERCHANT, MAX_PAGE_BYTES, MAX_TITLE, PAGE_LIMITS } from '../blocks/limits.ts'
import { type BlockOutcome, created, edited, outcomeOf } from '../blocks/outcome.ts'
import type { Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { acceptedUrl, type Here } from './accept.ts'
import { proposeFromUrl } from './propose.ts'
import type { LinkEdit, NewLink } from './schemas.ts'
import { displayHost } from './url.ts'

/** Puts a link at the top of the page. What the creator left out is proposed from the URL. */
export async function createLink(ctx: Ctx, input: z.output<typeof NewLink> & Here): Promise<BlockOutcome> {
	const url = acceptedUrl(input.url, input)
	const proposal = proposeFromUrl(url)
	const merchant = input.merchant || proposal.merchant.slice(0, MAX_MERCHANT)
	const link: LinkFields = {
		url,
		title: input.title || (merchant || displayHost(url)).slice(0, MAX_TITLE),
		kind: input.kind ?? proposal.kind,
		merchant,
	}
	const bytes = linkBytes(link)
	const block = { publicId: input.id, bytes, at: ctx.now }
	return created(await addLink(ctx.db, ctx.userId, block, link, PAGE_LIMITS), 'link', bytes, ctx.now)
}

/** Saves a link; `conflict` when it has changed since `version`. */
export async function editLink(ctx: Ctx, input: z.output<typeof LinkEdit> & Here): Promise<BlockOutcome> {
	const { id, version, title, kind, merchant } = input
	const link: LinkFields = { title, url: acceptedUrl(input.url, input), kind, merchant }
	const edit = { publicId: id, version, at: ctx.now, bytes: linkBytes(link), mostBytes: MAX_PAGE_BYTES }
	return edited(await updateLink(ctx.db, ctx.userId, edit, link), 'link', { version, fields: link }, ctx.now)
}

/** Shows one of the creator's own pictures on a link, or none; no version is asked for, as nothing else is touched. */
export async function setPicture(ctx: Ctx, input: { id: string; hash: string | null }): Promise<BlockOutcome> {
	const written = await setLinkPicture(ctx.db, ctx.userId, input.id, input.hash)
	if (written.edited.length === 0) throw new DomainError('missing', 'editor.missing')
	return outcomeOf(written, ctx.now)
}
