import { z } from 'zod'
import { BlockId } from '../domain/blocks/schemas.ts'
import { publicId } from '../domain/ids.ts'
import { createLink, editLink } from '../domain/links/commands.ts'
import { LINK_KINDS } from '../domain/links/kinds.ts'
import { isDirect } from '../domain/links/propose.ts'
import { LinkEdit, NewLink } from '../domain/links/schemas.ts'
import { paths } from '../paths.ts'
import { deleteOwn, listOwn, readOwn, setHidden, type ViewOf } from './blocks.ts'
import { Paged, pageOf } from './paging.ts'
import { route } from './route.ts'

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

export const linkRoutes = [
	route({
		method: 'GET',
		path: '/links',
		id: 'listLinks',
		summary: 'Your links in the order of the page',
		query: z.object(Paged),
		status: 200,
		answer: pageOf(LinkAnswer),
		run: (caller, { query }) => listOwn(caller, 'link', query, (view) => show(view, caller.origin)),
	}),
	route({
		method: 'POST',
		path: '/links',
		id: 'createLink',
		summary: 'Put a link at the top of the page; a URL is enough',
		body: NewLink.partial({ id: true }),
		status: 201,
		answer: LinkAnswer,
		async run(caller, { body }) {
			const { ctx, origin } = caller
			const id = body.id ?? publicId(ctx.crypto.randomBytes(7))
			await caller.purge(await createLink(ctx, { ...body, id, ownOrigins: [origin] }))
			return show(await readOwn(caller, 'link', id), origin)
		},
	}),
	route({
		method: 'GET',
		path: '/links/{id}',
		id: 'readLink',
		summary: 'One link',
		status: 200,
		answer: LinkAnswer,
		run: async (caller, { id }) => show(await readOwn(caller, 'link', id), caller.origin),
	}),
	route({
		method: 'PATCH',
		path: '/links/{id}',
		id: 'editLink',
		summary: 'Change a link; what is left out stays. With `version`, only while it still is that version',
		body: Change,
		status: 200,
		answer: LinkAnswer,
		async run(caller, { id, body: { isHidden, ...change } }) {
			const { version, fields } = await readOwn(caller, 'link', id)
			const edit = { id, version, ...fields, ...change, ownOrigins: [caller.origin] }
			if (Object.keys(change).length > 0) await caller.purge(await editLink(caller.ctx, edit))
			await setHidden(caller, id, isHidden)
			return show(await readOwn(caller, 'link', id), caller.origin)
		},
	}),
	route({
		method: 'DELETE',
		path: '/links/{id}',
		id: 'deleteLink',
		summary: 'Take a link off the page; its clicks stay',
		status: 204,
		run: (caller, { id }) => deleteOwn(caller, 'link', id),
	}),
]
