import type { Platform } from './platform.ts'

/**
 * The built site carries its own copy of every module, so the one platform of the process is kept where both copies look.
 * `functions/node.ts` opens it before the first request.
 */
const SLOT = Symbol.for('vitrine.platform')
const slots = globalThis as { [SLOT]?: Platform }

export function setPlatform(opened: Platform): void {
	slots[SLOT] = opened
}

export function platform(): Platform {
	const opened = slots[SLOT]
	if (!opened) throw new Error('The platform has not been opened')
	return opened
}
