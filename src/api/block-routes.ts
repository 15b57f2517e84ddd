import { z } from 'zod'
import type { BlockOutcome } from '../domain/blocks/outcome.ts'
import type { Ctx } from '../domain/ctx.ts'
import { publicId } from '../domain/ids.ts'
import type { Here } from '../domain/links/accept.ts'
import { deleteOwn, listOwn, readOwn, setHidden, type ViewOf } from './blocks.ts'
import { Paged, pageOf } from './paging.ts'
import { type Route, route } from './route.ts'

type Kind = 'link' | 'coupon'
type New = z.ZodObject<{ id: z.ZodOptional<z.ZodString> }>
type Change = z.ZodObject<{ isHidden: z.ZodOptional<z.ZodBoolean> }>

/** What links and coupons do not have in common. */
interface Noun<K extends Kind, N extends New, C extends Change, A extends z.ZodType> {
	kind: K
	/** As it stands in the names of operations, which client generators take. */
	name: string
	list: string
	create: string
	New: N
	Change: C
	Answer: A
	show(view: ViewOf<K>, origin: string): z.input<A>
	make(ctx: Ctx, input: z.output<N> & Here & { id: string }): Promise<BlockOutcome>
	/** `change` goes before what is there; a version in it before the one that was read. */
	edit(ctx: Ctx, read: ViewOf<K>, change: z.output<C>, here: Here): Promise<BlockOutcome>
}

/** List, create, read, change and delete: the same for links and for coupons. */
export function blockRoutes<K extends Kind, N extends New, C extends Change, A extends z.ZodType>(
	noun: Noun<K, N, C, A>,
): Route[] {
	const { kind, name, Answer, show } = noun
	const all = `/${kind}s`
	const one = `${all}/{id}`
	return [
		route({
			method: 'GET',
			path: all,
			id: `list${name}s`,
			summary: noun.list,
			query: z.object(Paged),
			status: 200,
			answer: pageOf(Answer),
			run: (caller, { query }) => listOwn(caller, kind, query, (view) => show(view, caller.origin)),
		}),
		route({
			method: 'POST',
			path: all,
			id: `create${name}`,
			summary: noun.create,
			body: noun.New,
			status: 201,
			answer: Answer,
			async run(caller, { body }) {
				const id = body.id ?? publicId(caller.ctx.crypto.randomBytes(7))
				await caller.purge(await noun.make(caller.ctx, { ...body, id, ownOrigins: caller.ownOrigins }))
				return show(await readOwn(caller, kind, id), caller.origin)
			},
		}),
		route({
			method: 'GET',
			path: one,
			id: `read${name}`,
			summary: `One ${kind}`,
			status: 200,
			answer: Answer,
			run: async (caller, { id }) => show(await readOwn(caller, kind, id), caller.origin),
		}),
		route({
			method: 'PATCH',
			path: one,
			id: `edit${name}`,
			summary: `Change a ${kind}; what is left out stays. With \`version\`, only while it still is that version`,
			body: noun.Change,
			status: 200,
			answer: Answer,
			async run(caller, { id, body }) {
				const read = await readOwn(caller, kind, id)
				const here = { ownOrigins: caller.ownOrigins }
				if (Object.keys(body).some((key) => key !== 'isHidden'))
					await caller.purge(await noun.edit(caller.ctx, read, body, here))
				await setHidden(caller, id, body.isHidden)
				return show(await readOwn(caller, kind, id), caller.origin)
			},
		}),
		route({
			method: 'DELETE',
			path: one,
			id: `delete${name}`,
			summary: `Take a ${kind} off the page; its clicks stay`,
			status: 204,
			run: (caller, { id }) => deleteOwn(caller, kind, id),
		}),
	]
}
