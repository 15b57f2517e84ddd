import { useState } from 'preact/hooks'
import type { BlockKind, BlockView, CouponFields, FormValues } from '../../domain/blocks/fields.ts'
import { publicId } from '../../domain/ids.ts'
import type { RowVerb } from './BlockRow.tsx'
import type { EditorState } from './use-editor.ts'
import type { Moves } from './use-moves.ts'
import { CREATES } from './use-new-block.ts'

const freshId = () => publicId(crypto.getRandomValues(new Uint8Array(7)))

interface Deleted {
	id: string
	/** Null when a plain post deleted it before this page was loaded. */
	block: BlockView | null
	place: number
}

/** What can be done with the blocks: shown at once, sent in order, repeated until it is stored. */
export function useBlocks({ blocks, setBlocks, outbox }: EditorState, deletedId: string | null, heard: Moves) {
	const [deleted, setDeleted] = useState<Deleted | null>(deletedId ? { id: deletedId, block: null, place: 0 } : null)

	function send(key: string, subject: string, action: string, values: Record<string, string | string[]>) {
		outbox.put({ key, subject, action, values, due: 0 })
	}

	function moveTo(id: string, place: number) {
		const block = blocks.find((other) => other.id === id)
		if (!block || place < 0 || place >= blocks.length) return
		const next = blocks.filter((other) => other.id !== id).toSpliced(place, 0, block)
		setBlocks(next)
		send('order', 'order', 'blocks.reorder', { ids: next.map((other) => other.id) })
		heard.moved(block, place)
	}

	/** Gives the key of the change. */
	function add(kind: BlockKind, values: FormValues): string {
		const id = freshId()
		const pending = pendingBlock(id, kind, values)
		if (pending) setBlocks((before) => [pending, ...before])
		send(`create ${id}`, id, CREATES[kind], { id, ...values })
		return `create ${id}`
	}

	function setHidden(block: BlockView, isHidden: boolean) {
		setBlocks((before) => before.map((other) => (other.id === block.id ? { ...other, isHidden } : other)))
		send(`visibility ${block.id}`, block.id, isHidden ? 'blocks.hide' : 'blocks.show', { id: block.id })
	}

	function duplicate(block: BlockView) {
		const copyId = freshId()
		const copy = { ...block, id: copyId, version: 1 }
		outbox.flush(`edit ${block.id}`)
		setBlocks((before) => before.toSpliced(before.findIndex(({ id }) => id === block.id) + 1, 0, copy))
		send(`create ${copyId}`, copyId, 'blocks.duplicate', { id: block.id, copyId })
	}

	function remove(block: BlockView) {
		if (outbox.find(`edit ${block.id}`)?.problem) outbox.drop(`edit ${block.id}`)
		outbox.flush(`edit ${block.id}`)
		const place = blocks.findIndex(({ id }) => id === block.id)
		setDeleted({ id: block.id, block, place })
		setBlocks((before) => before.filter(({ id }) => id !== block.id))
		heard.deleted(block, (blocks[place + 1] ?? blocks[place - 1])?.id)
		send(`delete ${block.id}`, block.id, 'blocks.delete', { id: block.id })
	}

	function undo() {
		if (!deleted) return
		const { id, block, place } = deleted
		if (block) setBlocks((before) => before.toSpliced(place, 0, block))
		send(`restore ${id}`, id, 'blocks.restore', { id })
		setDeleted(null)
		heard.restored(id, block)
	}

	function act(block: BlockView, verb: RowVerb) {
		const place = blocks.findIndex(({ id }) => id === block.id)
		if (verb === 'up' || verb === 'down') return moveTo(block.id, place + (verb === 'up' ? -1 : 1))
		if (verb === 'hide' || verb === 'show') return setHidden(block, verb === 'hide')
		return verb === 'duplicate' ? duplicate(block) : remove(block)
	}

	return { add, act, moveTo, deleted, undo, forget: () => setDeleted(null) }
}

/** What stands in the list until the server has answered, and proposed title, kind and merchant of a link. */
function pendingBlock(id: string, kind: BlockKind, values: FormValues): BlockView | null {
	const shared = { id, version: 1, bytes: 0, isHidden: false }
	if (kind === 'heading' || kind === 'text') return { ...shared, kind, fields: { content: values.content ?? '' } }
	if (kind === 'coupon') return { ...shared, kind, validity: 'valid', fields: { ...NO_COUPON, ...values } }
	if (kind === 'social') return null
	const fields = { title: values.url ?? '', url: values.url ?? '', kind: 'none', merchant: '' } as const
	return { ...shared, kind, picture: null, looksAffiliate: false, fields }
}

const NO_COUPON: CouponFields = {
	code: '',
	merchant: '',
	offer: '',
	url: '',
	apply: 'none',
	template: '',
	validFrom: '',
	validUntil: '',
}
