import type { ShownCoupon } from '../../domain/profiles/public-page.ts'
import type { Translate } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { hitQuery, wayAttributes } from '../../view/way.ts'
import { metaOf } from './meta.tsx'

interface Props {
	offer: ShownCoupon
	tag: string | null
	t: Translate
	/** Writes a day in the profile's language and zone. */
	days: Intl.DateTimeFormat
}

/** The attribute takes a word, and Preact's types know the property only, which is a boolean. */
const UNTRANSLATED: Record<string, string> = { translate: 'no' }

/** A code to copy, what it gives and until when, and the way to its shop. */
export function couponTicket({ offer, tag, t, days }: Props) {
	const shop = offer.merchant || offer.host
	const ends = endOf(offer, t, days)
	return (
		<div class="ticket">
			<div class="stub">
				<p class="offer" dir="auto">
					{offer.offer || shop}
				</p>
				{metaOf(offer, t)}
				{ends && <p class="ends">{offer.endsToday ? <b>{ends}</b> : ends}</p>}
			</div>
			<div class="tear">
				<code {...UNTRANSLATED}>{offer.code}</code>
				<button type="button" value={hitQuery('copy', 'b', offer.publicId, tag)}>
					{t('profile.copy')}
					<span class="unseen"> {offer.code}</span>
				</button>
				<div class="after">
					{offer.way && (
						<a class="shop" {...wayAttributes(offer.way, offer.publicId, tag)} rel={offer.rel}>
							{shop ? t('profile.toShop', { shop }) : t('profile.toTheShop')}
						</a>
					)}{' '}
					<form method="post" action={paths.hit(hitQuery('fail', 'b', offer.publicId, tag))}>
						<button type="submit" class="quiet">
							{t('profile.fail')}
							<span class="unseen"> {offer.code}</span>
						</button>
					</form>
				</div>
			</div>
		</div>
	)
}

function endOf({ endsToday, lastMoment }: ShownCoupon, t: Translate, days: Intl.DateTimeFormat): string | null {
	if (endsToday) return t('coupon.validity.endsToday')
	return lastMoment === null ? null : t('profile.until', { date: days.format(lastMoment) })
}
