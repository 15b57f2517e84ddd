import type { ShownOffer } from '../../domain/profiles/public-page.ts'
import type { Translate } from '../../messages/index.ts'

interface Props {
	offer: ShownOffer
	t: Translate
}

/** The small line of an offer: that it is advertising, whose it is, where it leads. */
export function Meta({ offer: { badge, merchant, host }, t }: Props) {
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
