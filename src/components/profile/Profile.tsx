import { handleKey } from '../../domain/profiles/handle.ts'
import type { PublicPage } from '../../domain/profiles/public-page.ts'
import { type Translate, translator } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { profileScript } from '../../view/profile-script.ts'
import { reportAddress } from '../../view/report.ts'
import { hitQuery } from '../../view/way.ts'
import { Head } from './Head.tsx'
import { Sections } from './Sections.tsx'

interface Props {
	page: PublicPage
	/** The style that the answer's content security policy names. */
	style: string
	origin: string
	/** Where the page can be reported; null for nowhere. */
	report: string | null
	/** In the creator's own frame nothing runs, nothing is counted, and links stay where they are. */
	isPreview: boolean
}

/** The whole document that a follower gets. */
export function Profile({ page, style, origin, report, isPreview }: Props) {
	const t = translator(page.language)
	const key = handleKey(page.handle)
	return (
		<html lang={page.language} class={isPreview ? 'js' : undefined}>
			<head>
				<Head page={page} origin={origin} t={t} />
				{isPreview && <base target="_blank" />}
				<style dangerouslySetInnerHTML={{ __html: style }} />
			</head>
			<body>
				<main>
					<header>
						<Avatar page={page} />
						<h1 dir="auto">{page.name}</h1>
						{page.bio && !page.isHidden && (
							<p class="bio" dir="auto">
								{page.bio}
							</p>
						)}
					</header>
					<Note page={page} t={t} />
					{page.sections.length > 0 ? (
						<Sections page={page} t={t} />
					) : (
						<p class="empty">{t(page.isHidden ? 'profile.hidden' : 'profile.empty', { name: page.name })}</p>
					)}
					{!page.isHidden && (
						<p class="share">
							<button class="quiet" type="button" value={hitQuery('share', 'p', key, page.tag)}>
								{t('profile.share')}
							</button>
							{report && (
								<a class="quiet" href={reportAddress(report, paths.profile(page.handle))} rel="nofollow noopener">
									{t('profile.report')}
								</a>
							)}
						</p>
					)}
					<p id="said" class="unseen" role="status" />
				</main>
				{!page.isHidden && !isPreview && <Script viewed={hitQuery('view', 'p', key, page.tag)} t={t} />}
			</body>
		</html>
	)
}

function Avatar({ page }: { page: PublicPage }) {
	if (page.avatar) return <img class="avatar" src={paths.picture(page.avatar)} alt="" width="96" height="96" />
	return (
		<span class="avatar" aria-hidden="true">
			{[...page.name][0]}
		</span>
	)
}

/** That the page earns money, and how: once for all of it. */
function Note({ page, t }: { page: PublicPage; t: Translate }) {
	const { line, amazon } = page.disclosure
	if (!line && !amazon) return null
	return (
		<p class="note">
			{line && t(line)} {amazon && t(amazon)}
		</p>
	)
}

/** Counts the view, by the script or by the picture that stands in for it. */
function Script({ viewed, t }: { viewed: string; t: Translate }) {
	const words = {
		'data-copy': t('profile.copy'),
		'data-copied': t('profile.copied'),
		'data-hold': t('profile.hold'),
		'data-told': t('profile.told'),
		'data-share': t('profile.share'),
		'data-shared': t('profile.shared'),
		'data-address': t('profile.holdAddress'),
	}
	return (
		<>
			<noscript>
				<img class="unseen" src={paths.hit(viewed)} alt="" width="1" height="1" />
			</noscript>
			<script data-view={viewed} {...words} dangerouslySetInnerHTML={{ __html: profileScript }} />
		</>
	)
}
