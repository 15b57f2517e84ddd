import type { ShownOffer } from '../../domain/profiles/public-page.ts'
import type { Translate } from '../../messages/index.ts'

/** The small line of an offer: that it is advertising, whose it is, where it leads. */
export function metaOf({ badge, merchant, host }: ShownOffer, t: Translate) {
	if (!badge && !merchant && !host) return null
	return (
		<span class="meta">
			{badge && (
				<>
					<span class="badge">{t(badge)}</span>{' '}
				</>
			)}
			<bdi>{merchant}</bdi>
			{merchant && host && ' · '}
			<bdi>{host}</bdi>
		</span>
	)
}
