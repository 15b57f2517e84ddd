import { Lucia, TimeSpan } from 'lucia'
import type { Creator } from '../../../db/queries/users.ts'
import type { AnonymousCtx } from '../ctx.ts'
import { type Later, sessionAdapter } from './adapter.ts'
import { SESSION_DAYS } from './lifetime.ts'

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof openLucia>
		DatabaseUserAttributes: Creator
		DatabaseSessionAttributes: { device: string }
	}
}

/**
 * Lucia over our tables. It compares expiry with the system's clock, not with `ctx.now`: the two are the same
 * wherever the platform's clock is the system's, and a test that travels in time must move both.
 */
export function openLucia(ctx: AnonymousCtx, later?: Later) {
	return new Lucia(sessionAdapter(ctx, later), {
		sessionExpiresIn: new TimeSpan(SESSION_DAYS, 'd'),
		getUserAttributes: (creator) => creator,
	})
}
