import type { ActionAPIContext } from 'astro:actions'
import type { z } from 'zod'
import type { Ctx } from '../domain/ctx.ts'
import type { Here } from '../domain/links/accept.ts'
import { paths } from '../paths.ts'
import { act, type Outcome } from './run.ts'

const here = ({ locals }: ActionAPIContext): Here => ({ ownOrigins: locals.platform.config.ownOrigins })

/** After a plain post the row is found again by its id. */
export const atRow = (id: string) => ({ then: `${paths.page}#${id}` })

/** An action on one row of the page, which is there again after a plain post. */
export function actAtRow<S extends z.ZodType<{ id: string }>, O extends Outcome>(
	input: S,
	verb: (ctx: Ctx, input: z.output<S> & Here) => Promise<O>,
) {
	return act(input, async (ctx, given, context) => ({
		...(await verb(ctx, { ...given, ...here(context) })),
		...atRow(given.id),
	}))
}
