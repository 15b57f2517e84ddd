import type { ActionAPIContext } from 'astro:actions'

/** This installation's own addresses, which a creator's links may not lead back to. */
export const here = ({ locals }: ActionAPIContext) => ({ ownOrigins: [locals.platform.config.origin] })
