import { useEffect, useRef, useState } from 'preact/hooks'
import type { BlockKind } from '../../domain/blocks/fields.ts'
import { useHydrated } from '../hydrated.ts'
import { AddBox } from './AddBox.tsx'
import { BlockRow, titleOf } from './BlockRow.tsx'
import { Fullness } from './Fullness.tsx'
import { Preview } from './Preview.tsx'
import { ProfileCard } from './ProfileCard.tsx'
import { PublicAddress } from './PublicAddress.tsx'
import { RefusedNote } from './RefusedNote.tsx'
import { SubjectForm } from './SubjectForm.tsx'
import { useStatus } from './status.ts'
import { UndoBar } from './UndoBar.tsx'
import { useBlocks } from './use-blocks.ts'
import { type EditorState, type Start, useEditor } from './use-editor.ts'
import { useMoves } from './use-moves.ts'
import type { RefusedNew } from './use-new-block.ts'
import { useSorting } from './use-sorting.ts'
import { useWords, WordsContext } from './words.ts'

interface Props extends Start {
	/** The public address of the page. */
	url: string
	/** A fresh id for what a plain post adds or copies. */
	newId: string
	add: BlockKind
	refused: RefusedNew | null
	/** The block that a plain post has just deleted. */
	deletedId: string | null
	/** The row whose menu a plain post came from. */
	openMenu: string | null
}

/** The page in the making. Everything in it is a link or a form of its own, and works before and without this script. */
export default function Editor(props: Props) {
	return (
		<WordsContext.Provider value={props.words}>
			<EditorBody {...props} />
		</WordsContext.Provider>
	)
}

function EditorBody(props: Props) {
	const t = useWords()
	const state = useEditor(props)
	const hasScripts = useHydrated()
	useStatus(state.outbox, t)
	return (
		<div class="editor">
			<div class="stack stack-large">
				{state.notice && (
					<p class="notice" role="alert">
						{state.notice} {t('editor.reload')}
					</p>
				)}
				{state.orphans.map((change) => (
					<RefusedNote key={change.key} change={change} onDiscard={() => state.discard(change)} />
				))}
				<PublicAddress url={props.url} />
				<ProfileCard state={state} words={props.words} hasScripts={hasScripts} />
				<Blocks {...props} state={state} hasScripts={hasScripts} />
			</div>
			<Preview saves={state.saves} />
		</div>
	)
}

/** What can be added to the page, what stands on it, and what was just taken off. */
function Blocks(props: Props & { state: EditorState; hasScripts: boolean }) {
	const { state, words, hasScripts, refused, newId } = props
	const t = useWords()
	const list = useRef<HTMLUListElement>(null)
	const { said, ...heard } = useMoves(list, state.blocks)
	const { add, act, moveTo, deleted, undo, forget } = useBlocks(state, props.deletedId, heard)
	const [openId, setOpenId] = useState<string | null>(null)
	const [menuId, setMenuId] = useState(props.openMenu)
	useSorting(list, moveTo)
	useClosing(menuId !== null, () => setMenuId(null))

	const { changes } = state.outbox
	const failed = changes.filter(({ key, problem }) => key.startsWith('create ') && problem)
	const isPending = (id: string) => changes.some(({ key }) => key === `create ${id}`)
	const isUnderWay = (key: string) => state.outbox.trouble === null && changes.some((change) => change.key === key)

	return (
		<>
			<AddBox
				start={props.add}
				newId={newId}
				refused={refused}
				failed={failed}
				hasScripts={hasScripts}
				onAdd={add}
				isUnderWay={isUnderWay}
				onRevise={(key, values) => state.outbox.revise(key, values)}
				onDiscard={(key) => state.outbox.drop(key)}
			/>
			<Fullness blocks={state.blocks} />
			{state.blocks.length === 0 && <p class="muted none">{t('editor.empty')}</p>}
			<ul class="ruled blocks" ref={list} aria-label={t('editor.blocks')}>
				{state.blocks.map((block) => (
					<BlockRow
						key={block.id}
						block={block}
						copyId={newId}
						isOpen={openId === block.id}
						isMenuOpen={menuId === block.id}
						hasScripts={hasScripts}
						isSaving={isPending(block.id)}
						onOpen={() => setOpenId(openId === block.id ? null : block.id)}
						onMenu={(isOpen) => setMenuId((before) => (isOpen ? block.id : before === block.id ? null : before))}
						onVerb={(verb) => {
							if (verb === 'duplicate' || verb === 'delete') setMenuId(null)
							act(block, verb)
						}}
					>
						{openId !== block.id && <Refused id={block.id} state={state} />}
						{openId === block.id && <SubjectForm subject={block} state={state} words={words} hasScripts={hasScripts} />}
					</BlockRow>
				))}
			</ul>
			<p class="visually-hidden" role="status">
				{said}
			</p>
			{deleted && (
				<UndoBar id={deleted.id} title={deleted.block ? titleOf(deleted.block, t) : ''} onUndo={undo} onGone={forget} />
			)}
		</>
	)
}

/** What was refused of a block whose form is closed. */
function Refused({ id, state }: { id: string; state: EditorState }) {
	const change = state.refused(id)
	return change ? <RefusedNote change={change} onDiscard={() => state.discard(change)} /> : null
}

/** Closes an open menu by a tap beside it or by Escape. */
function useClosing(isOpen: boolean, close: () => void) {
	useEffect(() => {
		if (!isOpen) return
		const onPointer = (event: Event) => (event.target as Element).closest('.menu[open]') ?? close()
		const onKey = (event: KeyboardEvent) => {
			if (event.key !== 'Escape') return
			document.querySelector<HTMLElement>('.menu[open] > summary')?.focus()
			close()
		}
		document.addEventListener('pointerdown', onPointer)
		document.addEventListener('keydown', onKey)
		return () => {
			document.removeEventListener('pointerdown', onPointer)
			document.removeEventListener('keydown', onKey)
		}
	})
}
