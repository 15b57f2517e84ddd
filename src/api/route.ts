import type { z } from 'zod'
import type { Ctx } from '../domain/ctx.ts'
import type { Translate } from '../messages/index.ts'

/** The world of one API call. */
export interface Caller {
	ctx: Ctx
	/** Public base URL without a final slash. */
	origin: string
	/** Every origin under which this installation is opened. */
	ownOrigins: string[]
	/** A token that only reads may call nothing that changes something. */
	mayChange: boolean
	t: Translate
	/** Tells the caches of followers what has changed. */
	purge(changed: { handleKeys?: string[] | undefined; publicIds?: string[] | undefined }): Promise<void>
}

/** One operation: what the router matches, what validates, and what the OpenAPI document says, in one place. */
export interface Route {
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
	/** Below `/api/v1`, with `{id}` where an id goes. */
	path: string
	/** The operation's name in generated clients. */
	id: string
	summary: string
	query?: z.ZodObject
	body?: z.ZodObject
	status: 200 | 201 | 204
	/** What is answered; absent with 204. */
	answer?: z.ZodType
	/** Says of an answer that nothing was made after all: it is given with 200. */
	madeNothing?(answer: never): boolean
	run(caller: Caller, input: { id: string; query: never; body: never }): Promise<unknown>
}

interface Typed<Q extends z.ZodObject, B extends z.ZodObject, A extends z.ZodType>
	extends Omit<Route, 'query' | 'body' | 'answer' | 'madeNothing' | 'run'> {
	query?: Q
	body?: B
	answer?: A
	madeNothing?(answer: z.output<A>): boolean
	run(caller: Caller, input: { id: string; query: z.output<Q>; body: z.output<B> }): Promise<z.input<A>>
}

/** Ties the handler's types to the schemas that its input went through. */
export function route<Q extends z.ZodObject, B extends z.ZodObject, A extends z.ZodType>(typed: Typed<Q, B, A>): Route {
	return typed as unknown as Route
}
