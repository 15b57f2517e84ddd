import type { APIRoute } from 'astro'
import { findHandle } from '../../../db/queries/public-profiles.ts'
import { readHandle } from '../../domain/profiles/handle.ts'
import { QrOptions } from '../../domain/qr/options.ts'
import { qrPicture } from '../../domain/qr/picture.ts'
import { isMessageKey } from '../../messages/index.ts'
import { paths } from '../../paths.ts'

const FILE = /^(.+)\.(svg|png)$/
/** The code of a handle changes only with its options; an hour is short enough for whoever gives a handle up. */
const KEEP = 'public, max-age=3600'

/** The QR code of a profile's URL, which names itself as the place that a follower came from. */
export const GET: APIRoute = async ({ params, url, locals: { platform, t } }) => {
	const [, name = '', format] = FILE.exec(params.file ?? '') ?? []
	const read = readHandle(name)
	const handle = read.ok ? await findHandle(platform.db, read.key) : null
	if (handle === null) return text(t('error.notFoundTitle'), 404)
	const options = QrOptions.safeParse(Object.fromEntries(url.searchParams))
	if (!options.success) return text(problem(options.error.issues[0]?.message ?? '', t), 400)
	const target = platform.config.origin + paths.profile(handle, 'qr')
	const body = await qrPicture(target, format === 'svg' ? 'svg' : 'png', options.data)
	const headers: Record<string, string> = {
		'content-type': format === 'svg' ? 'image/svg+xml' : 'image/png',
		'cache-control': KEEP,
		'content-security-policy': "default-src 'none'",
	}
	if (options.data.download) headers['content-disposition'] = `attachment; filename="${handle}.${format}"`
	return new Response(body, { headers })
}

const problem = (key: string, t: App.Locals['t']) => (isMessageKey(key) ? t(key) : key)

function text(sentence: string, status: number): Response {
	return new Response(sentence, {
		status,
		headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
	})
}
