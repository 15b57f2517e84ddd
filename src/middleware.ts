import { defineMiddleware } from 'astro:middleware'
import { platform } from '#platform'

export const onRequest = defineMiddleware(async (context, next) => {
	context.locals.platform = platform()
	return next()
})
