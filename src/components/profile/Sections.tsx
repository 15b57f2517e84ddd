import type { PublicPage, Section, ShownOffer } from '../../domain/profiles/public-page.ts'
import type { Translate } from '../../messages/index.ts'
import { dayFormat } from '../../view/day-format.ts'
import { Coupon } from './Coupon.tsx'
import { Link } from './Link.tsx'
import { Social } from './Social.tsx'

interface Props {
	page: PublicPage
	t: Translate
}

/** The blocks of a profile, in order. */
export function Sections({ page, t }: Props) {
	const days = dayFormat(page)
	const offers = page.sections.flatMap((section) => (section.kind === 'offers' ? section.offers : []))
	const firstPicture = offers.find((offer) => offer.kind === 'link' && offer.picture)

	function offerOf(offer: ShownOffer) {
		if (offer.kind === 'coupon') return <Coupon offer={offer} tag={page.tag} t={t} days={days} />
		return <Link offer={offer} tag={page.tag} isFirst={offer === firstPicture} t={t} />
	}

	function partOf(section: Section) {
		switch (section.kind) {
			case 'heading':
				return <h2 dir="auto">{section.text}</h2>
			case 'text':
				return section.paragraphs.map((text) => (
					<p class="text" dir="auto">
						{text}
					</p>
				))
			case 'social':
				return <Social icons={section.icons} t={t} />
			case 'offers':
				return (
					<ul>
						{section.offers.map((offer) => (
							<li>{offerOf(offer)}</li>
						))}
					</ul>
				)
		}
	}

	return <>{page.sections.map(partOf)}</>
}
