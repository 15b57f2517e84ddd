import type { APIRoute } from 'astro'
import { DomainError } from '../../../domain/errors.ts'
import { openExport } from '../../../domain/exports/commands.ts'
import { download } from '../../../view/download.ts'

/** A creator's own data as a file: clicks of some days, one table, or everything. */
export const GET: APIRoute = async ({ params: { file = '' }, url, locals }) => {
	const { platform, user, drained, t } = locals
	if (!user) return new Response(null, { status: 401 })
	const days = { from: url.searchParams.get('from') ?? '', to: url.searchParams.get('to') ?? '' }
	try {
		const ctx = { db: platform.db, userId: user.id, now: platform.now() }
		return download(await openExport(ctx, file, days), drained)
	} catch (error) {
		if (!(error instanceof DomainError)) throw error
		const status = error.code === 'missing' ? 404 : 400
		return new Response(t(status === 404 ? 'data.noFile' : 'data.noDate'), { status })
	}
}
