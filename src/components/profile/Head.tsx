import type { PublicPage } from '../../domain/profiles/public-page.ts'
import type { Translate } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { FAVICON, oneLine, profileData } from '../../view/profile-head.ts'
import { topColors } from '../../view/profile-style.ts'

interface Props {
	page: PublicPage
	origin: string
	t: Translate
}

/** What browsers, search engines and link previews are told about a profile. */
export function Head({ page, origin, t }: Props) {
	const top = topColors(page.theme)
	return (
		<>
			<meta charset="utf-8" />
			<meta name="viewport" content="width=device-width, initial-scale=1" />
			<title>{titleOf(page)}</title>
			<link rel="canonical" href={origin + paths.profile(page.handle)} />
			<link rel="icon" href={FAVICON} />
			<meta name="theme-color" content={top.light} media="(prefers-color-scheme: light)" />
			<meta name="theme-color" content={top.dark} media="(prefers-color-scheme: dark)" />
			{page.isHidden ? <meta name="robots" content="noindex" /> : <Description page={page} origin={origin} t={t} />}
		</>
	)
}

const titleOf = (page: PublicPage) => `${page.name} (@${page.handle})`

function Description({ page, origin, t }: Props) {
	const description = oneLine(page.bio) || t('profile.description', { name: page.name })
	return (
		<>
			<meta name="description" content={description} />
			<meta property="og:type" content="profile" />
			<meta property="og:site_name" content="Vitrine" />
			<meta property="og:title" content={titleOf(page)} />
			<meta property="og:description" content={description} />
			<meta property="og:url" content={origin + paths.profile(page.handle)} />
			<meta property="og:locale" content={page.language === 'nb' ? 'nb_NO' : 'en_GB'} />
			{page.avatar && <meta property="og:image" content={origin + paths.picture(page.avatar)} />}
			<meta name="twitter:card" content="summary" />
			<script type="application/ld+json" dangerouslySetInnerHTML={{ __html: profileData(page, origin) }} />
		</>
	)
}
