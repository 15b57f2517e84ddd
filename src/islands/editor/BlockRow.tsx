import type { ComponentChildren, JSX } from 'preact'
import type { BlockView } from '../../domain/blocks/fields.ts'
import { paths } from '../../paths.ts'
import { ArrowDown, ArrowUp, Copy, Ellipsis, Eye, EyeOff, GripVertical, KindIcon, Trash2 } from './icons.tsx'
import { type Say, useWords } from './words.ts'

export type RowVerb = 'up' | 'down' | 'hide' | 'show' | 'duplicate' | 'delete'

interface Props {
	block: BlockView
	/** The id that a copy of this block would get, so that asking twice copies once. */
	copyId: string
	isOpen: boolean
	isMenuOpen: boolean
	hasScripts: boolean
	isSaving: boolean
	onOpen: () => void
	onMenu: (isOpen: boolean) => void
	onVerb: (verb: RowVerb) => void
	children?: ComponentChildren
}

/** One block of the page: what it is, and what can be done with it. Every control is a form when scripts are off. */
export function BlockRow({
	block,
	copyId,
	isOpen,
	isMenuOpen,
	hasScripts,
	isSaving,
	onOpen,
	onMenu,
	onVerb,
	children,
}: Props) {
	const t = useWords()
	const title = titleOf(block, t)
	const say = { title }
	const verb = (name: RowVerb) => (event: JSX.TargetedSubmitEvent<HTMLFormElement>) => {
		event.preventDefault()
		onVerb(name)
	}
	const visibility = block.isHidden ? 'show' : 'hide'
	return (
		<li
			id={block.id}
			data-id={block.id}
			class={`block-row${block.isHidden ? ' hidden-block' : ''}${isOpen ? ' open' : ''}`}
		>
			<div class="line">
				<Grip isShown={hasScripts} label={t('editor.grip', say)} onMove={onVerb} />
				<a
					class="what"
					href={paths.editBlock(block.id)}
					aria-expanded={hasScripts ? isOpen : undefined}
					onClick={(event) => {
						event.preventDefault()
						onOpen()
					}}
				>
					<KindPicture block={block} />
					<span class="names">
						<span class="title" dir="auto">
							{title}
						</span>
						<span class="muted small meta">{metaOf(block, t, isSaving)}</span>
					</span>
				</a>
				<form method="post" action={`?_action=blocks.${visibility}`} onSubmit={verb(visibility)}>
					<input type="hidden" name="id" value={block.id} />
					<button
						class="button button-quiet icon"
						type="submit"
						aria-label={t(`editor.${visibility}.of`, say)}
						title={t(`editor.${visibility}`)}
					>
						{block.isHidden ? <EyeOff size={20} aria-hidden="true" /> : <Eye size={20} aria-hidden="true" />}
					</button>
				</form>
				<Menu id={block.id} copyId={copyId} title={title} isOpen={isMenuOpen} onToggle={onMenu} verb={verb} />
			</div>
			{children}
		</li>
	)
}

/** Dragged with a finger or a mouse; with the arrow keys it moves its row one step. */
function Grip({ isShown, label, onMove }: { isShown: boolean; label: string; onMove: (way: 'up' | 'down') => void }) {
	if (!isShown) return <span class="grip" />
	return (
		<button
			class="grip"
			type="button"
			aria-label={label}
			onKeyDown={(event) => {
				if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
				event.preventDefault()
				onMove(event.key === 'ArrowUp' ? 'up' : 'down')
			}}
		>
			<GripVertical size={20} aria-hidden="true" />
		</button>
	)
}

function KindPicture({ block }: { block: BlockView }) {
	if (block.kind === 'link' && block.picture)
		return <img class="thumb" src={paths.picture(block.picture)} alt="" width={40} height={40} loading="lazy" />
	return (
		<span class="thumb kind">
			<KindIcon kind={block.kind} />
		</span>
	)
}

interface MenuProps {
	id: string
	copyId: string
	title: string
	isOpen: boolean
	onToggle: (isOpen: boolean) => void
	verb: (name: RowVerb) => (event: JSX.TargetedSubmitEvent<HTMLFormElement>) => void
}

const WAYS = [
	['up', ArrowUp],
	['down', ArrowDown],
] as const

function Menu({ id, copyId, title, isOpen, onToggle, verb }: MenuProps) {
	const t = useWords()
	const say = { title }
	return (
		<details class="menu" open={isOpen} onToggle={(event) => onToggle(event.currentTarget.open)}>
			<summary class="button button-quiet icon" aria-label={t('editor.more.of', say)} title={t('editor.more')}>
				<Ellipsis size={20} aria-hidden="true" />
			</summary>
			<div class="menu-items">
				{WAYS.map(([way, Icon]) => (
					<form key={way} method="post" action="?_action=blocks.place" onSubmit={verb(way)}>
						<input type="hidden" name="id" value={id} />
						<input type="hidden" name="way" value={way} />
						<button class="button button-quiet" type="submit" data-way={way} aria-label={t(`editor.${way}.of`, say)}>
							<Icon size={20} aria-hidden="true" /> {t(`editor.${way}`)}
						</button>
					</form>
				))}
				<form method="post" action="?_action=blocks.duplicate" onSubmit={verb('duplicate')}>
					<input type="hidden" name="id" value={id} />
					<input type="hidden" name="copyId" value={copyId} />
					<button class="button button-quiet" type="submit" aria-label={t('editor.duplicate.of', say)}>
						<Copy size={20} aria-hidden="true" /> {t('editor.duplicate')}
					</button>
				</form>
				<form method="post" action="?_action=blocks.delete" onSubmit={verb('delete')}>
					<input type="hidden" name="id" value={id} />
					<button class="button button-quiet" type="submit" aria-label={t('editor.delete.of', say)}>
						<Trash2 size={20} aria-hidden="true" /> {t('app.delete')}
					</button>
				</form>
			</div>
		</details>
	)
}

/** What a creator calls a block: its title, code or first words. */
export function titleOf(block: BlockView, t: Say): string {
	if (block.kind === 'link') return block.fields.title || block.fields.url
	if (block.kind === 'coupon') return block.fields.code
	if (block.kind === 'social') return t('editor.social')
	return block.fields.content.split('\n', 1)[0] ?? ''
}

function metaOf(block: BlockView, t: Say, isSaving: boolean): string {
	const parts = [
		block.isHidden && t('editor.isHidden'),
		block.kind === 'link' && block.fields.merchant,
		block.kind === 'link' && !isSaving && t(`link.kind.${block.fields.kind}.short`),
		block.kind === 'coupon' && (block.fields.offer || block.fields.merchant || t('editor.coupon')),
		block.kind === 'coupon' && block.validity !== 'valid' && t(`coupon.validity.${block.validity}`),
		(block.kind === 'heading' || block.kind === 'text') && t(`editor.${block.kind}`),
		block.kind === 'social' && t('editor.social.count', { count: Object.values(block.fields).filter(Boolean).length }),
		isSaving && t('editor.waiting'),
	]
	return parts.filter(Boolean).join(' · ')
}
