import type { JSX } from 'preact'
import type { Editable, FormValues } from '../../domain/blocks/fields.ts'
import type { SocialNetwork } from '../../domain/profiles/social-networks.ts'
import type { MessageKey } from '../../messages/index.ts'
import { networkName } from './fields.tsx'
import { type Say, useWords } from './words.ts'

interface Props {
	/** Where the status beside the title leads. */
	id?: string
	kind: Editable['kind']
	mine: FormValues
	other: FormValues
	href: string
	/** Absent when the form's own submit keeps the creator's version. */
	onKeep?: () => void
	onTake: (event: JSX.TargetedMouseEvent<HTMLAnchorElement>) => void
}

/** Two versions side by side, where they differ, and the choice between them. */
export function Conflict({ id, kind, mine, other, href, onKeep, onTake }: Props) {
	const t = useWords()
	const names = Object.keys(other).filter((name) => mine[name] !== other[name])
	return (
		<section class="conflict stack" role="alert" id={id} tabIndex={-1}>
			<p>{t('editor.conflict')}</p>
			<div class="versions">
				<Version title={t('editor.conflict.mine')} kind={kind} names={names} values={mine} />
				<Version title={t('editor.conflict.other')} kind={kind} names={names} values={other} />
			</div>
			<div class="row">
				<button class="button button-primary" type={onKeep ? 'button' : 'submit'} onClick={onKeep}>
					{t('editor.conflict.keep')}
				</button>
				<a class="button" href={href} onClick={onTake}>
					{t('editor.conflict.take')}
				</a>
			</div>
		</section>
	)
}

interface VersionProps {
	title: string
	kind: Editable['kind']
	names: string[]
	values: FormValues
}

function Version({ title, kind, names, values }: VersionProps) {
	const t = useWords()
	return (
		<div class="version">
			<h3>{title}</h3>
			<dl>
				{names.map((name) => (
					<div key={name}>
						<dt class="muted small">{labelOf(kind, name, t)}</dt>
						<dd>{shownValue(kind, name, values[name] ?? '', t) || '–'}</dd>
					</div>
				))}
			</dl>
		</div>
	)
}

const COUPON_LABELS: Record<string, MessageKey> = {
	code: 'coupon.code',
	offer: 'coupon.offer',
	merchant: 'link.merchant',
	url: 'coupon.url',
	apply: 'coupon.apply',
	template: 'coupon.template',
	validFrom: 'coupon.validFrom',
	validUntil: 'coupon.validUntil',
}
const LINK_LABELS: Record<string, MessageKey> = {
	title: 'link.title',
	url: 'link.url',
	kind: 'link.kind',
	merchant: 'link.merchant',
}
const PROFILE_LABELS: Record<string, MessageKey> = {
	name: 'editor.name',
	bio: 'editor.bio',
	language: 'editor.language',
	isHidden: 'editor.hidden',
}

function labelOf(kind: Editable['kind'], name: string, t: Say): string {
	if (kind === 'social') return networkName(name as SocialNetwork, t)
	if (kind === 'heading' || kind === 'text') return t(`editor.${kind}`)
	const labels = { link: LINK_LABELS, coupon: COUPON_LABELS, profile: PROFILE_LABELS }[kind]
	return t(labels[name] ?? 'editor.text')
}

/** Words of lists instead of their keys. */
function shownValue(kind: Editable['kind'], name: string, value: string, t: Say): string {
	if (kind === 'link' && name === 'kind') return t(`link.kind.${value}` as MessageKey)
	if (name === 'apply') return t(`coupon.apply.${value}` as MessageKey)
	if (name === 'isHidden') return t(value === 'true' ? 'editor.yes' : 'editor.no')
	return value
}
