import { SOCIAL_NAMES, type SocialIcon } from '../../domain/profiles/social.ts'
import type { Translate } from '../../messages/index.ts'
import { GLYPHS } from '../../view/social-glyphs.ts'

interface Props {
	icons: SocialIcon[]
	t: Translate
}

/** The creator elsewhere: icons, whose names only screen readers say. */
export function Social({ icons, t }: Props) {
	const nameOf = ({ network }: SocialIcon) =>
		network === 'mail' || network === 'web' ? t(`profile.icon.${network}`) : SOCIAL_NAMES[network]
	return (
		<ul class="social">
			{icons.map((icon) => (
				<li>
					<a href={icon.url} rel="me noopener">
						<svg viewBox="0 0 24 24" aria-hidden="true">
							<path d={GLYPHS[icon.network]} />
						</svg>
						<span class="unseen">{nameOf(icon)}</span>
					</a>
				</li>
			))}
		</ul>
	)
}
