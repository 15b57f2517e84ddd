import { renderToString } from 'preact-render-to-string'
import type { Crypto } from '../../domain/ctx.ts'
import type { PublicPage } from '../../domain/profiles/public-page.ts'
import { profileHeaders } from '../../view/profile-head.ts'
import { profileStyle } from '../../view/profile-style.ts'
import { Profile } from './Profile.tsx'

interface Place {
	/** Scheme and host of the installation, for the addresses that others are told. */
	origin: string
	crypto: Pick<Crypto, 'sha256'>
	/** Where the page can be reported; null for nowhere. */
	report?: string | null
	/** For the creator's own frame. */
	isPreview?: boolean
}

/** A profile as a document, and the headers that belong to it. Nothing in either depends on who asks. */
export function renderProfile(page: PublicPage, { origin, crypto, report = null, isPreview = false }: Place) {
	const style = profileStyle(page.theme)
	const document = <Profile page={page} style={style} origin={origin} report={report} isPreview={isPreview} />
	const headers = profileHeaders(style, crypto, isPreview)
	if (page.isHidden) headers['cache-control'] = 'no-store'
	return { html: `<!doctype html>${renderToString(document)}`, headers }
}
