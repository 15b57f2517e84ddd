import type { BlockKind, Editable, FormValues } from '../../domain/blocks/fields.ts'
import {
	MAX_BIO,
	MAX_CODE,
	MAX_HEADING,
	MAX_MERCHANT,
	MAX_NAME,
	MAX_OFFER,
	MAX_TEXT,
	MAX_TITLE,
} from '../../domain/blocks/limits.ts'
import { APPLY_CHOICES } from '../../domain/coupons/apply.ts'
import { LINK_KINDS } from '../../domain/links/kinds.ts'
import { SOCIAL_NAMES, SOCIAL_NETWORKS, type SocialNetwork } from '../../domain/profiles/social-networks.ts'
import { exampleAddress } from '../../domain/profiles/social-places.ts'
import { SelectField, TextField } from './TextField.tsx'
import { type Say, useWords } from './words.ts'

export interface FieldsProps {
	/** Makes the ids unique among the forms of a page. */
	form: string
	values: FormValues
	errors: Record<string, string | undefined>
	onInput: (name: string, value: string) => void
}

const address = {
	type: 'text',
	inputMode: 'url',
	autocapitalize: 'none',
	autocomplete: 'off',
	spellcheck: false,
} as const

/** The fields of a form, by what it edits. */
export function Fields({ kind, ...props }: FieldsProps & { kind: Editable['kind'] }) {
	if (kind === 'link') return <LinkFields {...props} />
	if (kind === 'coupon') return <CouponFields {...props} />
	if (kind === 'social') return <SocialFields {...props} />
	if (kind === 'profile') return <ProfileFields {...props} />
	return <WordsFields kind={kind} {...props} />
}

/** Binds the fields of a form to its values by name. */
function binder({ form, values, errors, onInput }: FieldsProps) {
	return (name: string) => ({ form, name, value: values[name] ?? '', error: errors[name], onInput })
}

function LinkFields(props: FieldsProps) {
	const t = useWords()
	const bind = binder(props)
	const kinds = LINK_KINDS.map((kind) => [kind, t(`link.kind.${kind}`)] as const)
	return (
		<>
			<TextField {...bind('title')} label={t('link.title')} input={{ maxLength: MAX_TITLE, required: true }} />
			<TextField {...bind('url')} label={t('link.url')} input={{ ...address, required: true }} />
			<SelectField {...bind('kind')} label={t('link.kind')} options={kinds} hint={t('link.kind.hint')} />
			<TextField {...bind('merchant')} label={t('link.merchant')} isOptional input={{ maxLength: MAX_MERCHANT }} />
		</>
	)
}

function CouponFields(props: FieldsProps) {
	const t = useWords()
	const bind = binder(props)
	const ways = APPLY_CHOICES.map((choice) => [choice, t(`coupon.apply.${choice}`)] as const)
	const code = {
		maxLength: MAX_CODE,
		required: true,
		autocapitalize: 'characters',
		autocomplete: 'off',
		spellcheck: false,
	} as const
	return (
		<>
			<TextField {...bind('code')} label={t('coupon.code')} input={{ ...code, class: 'code' }} />
			<TextField
				{...bind('offer')}
				label={t('coupon.offer')}
				hint={t('coupon.offer.hint')}
				isOptional
				input={{ maxLength: MAX_OFFER }}
			/>
			<TextField {...bind('merchant')} label={t('link.merchant')} isOptional input={{ maxLength: MAX_MERCHANT }} />
			<TextField {...bind('url')} label={t('coupon.url')} isOptional input={address} />
			<SelectField {...bind('apply')} label={t('coupon.apply')} options={ways} hint={t('coupon.apply.hint')} />
			<div class="when-template">
				<TextField
					{...bind('template')}
					label={t('coupon.template')}
					hint={t('coupon.template.hint')}
					input={address}
				/>
			</div>
			<div class="pair">
				<TextField {...bind('validFrom')} label={t('coupon.validFrom')} isOptional input={{ type: 'date' }} />
				<TextField {...bind('validUntil')} label={t('coupon.validUntil')} isOptional input={{ type: 'date' }} />
			</div>
		</>
	)
}

function WordsFields({ kind, ...props }: FieldsProps & { kind: BlockKind }) {
	const t = useWords()
	const isLong = kind === 'text'
	const input = { maxLength: isLong ? MAX_TEXT : MAX_HEADING, required: true }
	return (
		<TextField
			{...binder(props)('content')}
			label={t(isLong ? 'editor.text' : 'editor.heading')}
			isLong={isLong}
			input={input}
		/>
	)
}

function SocialFields(props: FieldsProps) {
	const t = useWords()
	const bind = binder(props)
	return (
		<>
			<p class="muted small">{t('editor.social.hint')}</p>
			{SOCIAL_NETWORKS.map((network) => (
				<TextField
					key={network}
					{...bind(network)}
					label={networkName(network, t)}
					hint={network === 'spotify' ? t('editor.social.spotify.hint') : undefined}
					input={{ ...address, inputMode: network === 'mail' ? 'email' : 'url', placeholder: exampleOf(network, t) }}
				/>
			))}
		</>
	)
}

/** What one would type for a creator called Krista. */
function exampleOf(network: SocialNetwork, t: Say): string {
	if (network === 'mail' || network === 'web' || network === 'spotify') return t(`editor.social.${network}.example`)
	return t('editor.social.example', { address: exampleAddress(network, 'krista') ?? '' })
}

export function networkName(network: SocialNetwork, t: Say): string {
	return network === 'mail' || network === 'web' ? t(`editor.social.${network}.name`) : SOCIAL_NAMES[network]
}

function ProfileFields(props: FieldsProps) {
	const t = useWords()
	const bind = binder(props)
	const languages = (['en', 'nb'] as const).map((language) => [language, t(`app.language.${language}`)] as const)
	return (
		<>
			<TextField {...bind('name')} label={t('editor.name')} input={{ maxLength: MAX_NAME, required: true }} />
			<TextField {...bind('bio')} label={t('editor.bio')} isOptional isLong input={{ maxLength: MAX_BIO }} />
			<SelectField
				{...bind('language')}
				label={t('editor.language')}
				options={languages}
				hint={t('editor.language.hint')}
			/>
			<label class="choice">
				<input
					type="checkbox"
					name="isHidden"
					value="true"
					checked={props.values.isHidden === 'true'}
					onChange={(event) => props.onInput('isHidden', String(event.currentTarget.checked))}
				/>
				<span>
					{t('editor.hidden')}
					<span class="hint muted small block">{t('editor.hidden.hint')}</span>
				</span>
			</label>
		</>
	)
}
