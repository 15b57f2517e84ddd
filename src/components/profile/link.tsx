import type { ShownLink } from '../../domain/profiles/public-page.ts'
import type { Translate } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { wayAttributes } from '../../view/way.ts'
import { metaOf } from './meta.tsx'

interface Props {
	offer: ShownLink
	tag: string | null
	/** The first picture of the page is wanted at once, the others when they come near. */
	isFirst: boolean
	t: Translate
}

/** A link to a shop: all of it is the target of the tap. */
export function linkCard({ offer, tag, isFirst, t }: Props) {
	return (
		<a class="card" {...wayAttributes(offer.way, offer.publicId, tag)} rel={offer.rel}>
			{offer.picture && (
				<img
					src={paths.picture(offer.picture)}
					alt=""
					width="56"
					height="56"
					loading={isFirst ? undefined : 'lazy'}
					decoding="async"
				/>
			)}
			<span>
				<b dir="auto">{offer.title}</b> {metaOf(offer, t)}
			</span>
		</a>
	)
}
