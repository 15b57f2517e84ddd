import type { PublicPage, Section, ShownOffer } from '../../domain/profiles/public-page.ts'
import type { Translate } from '../../messages/index.ts'
import { dayFormat } from '../../view/day-format.ts'
import { couponTicket } from './coupon.tsx'
import { linkCard } from './link.tsx'
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

	// Functions and not components: a page has dozens, and preact-render-to-string takes a microsecond for each component.
	function offerOf(offer: ShownOffer) {
		if (offer.kind === 'coupon') return couponTicket({ offer, tag: page.tag, t, days })
		return linkCard({ offer, tag: page.tag, isFirst: offer === firstPicture, t })
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
