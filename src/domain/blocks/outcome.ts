import type { BlockRow, HandleRow } from '../../../db/queries/editor.ts'
import { DomainError } from '../errors.ts'
import { type BlockFields, type BlockKind, type BlockView, sameFields } from './fields.ts'
import { MAX_BLOCKS, MAX_PAGE_BYTES } from './limits.ts'
import { blockView } from './view.ts'

/** A block after a command, and whose cached pages it changed. */
export interface BlockOutcome {
	handleKeys: string[]
	publicIds: string[]
	block: BlockView
}

interface Written {
	stored: BlockRow[]
	handles: HandleRow[]
}

/** A block of the caller's, which must be there. */
export function outcomeOf({ stored, handles }: Written, now: number): BlockOutcome {
	const [row] = stored
	const [handle] = handles
	if (!row || !handle) throw new DomainError('missing', 'editor.missing')
	return { handleKeys: keysOf(handles), publicIds: [row.id], block: blockView(row, now, handle.timeZone) }
}

export const keysOf = (handles: HandleRow[]): string[] => handles.map(({ key }) => key)

/**
 * Asking again with the same id and kind gets the block that the first time made.
 * A page that is full, or would be too heavy, is `invalid`; an id that is somebody else's or of another kind is a `conflict`.
 */
export function created(
	written: Written & { live: { live: number; bytes: number }[] },
	kind: BlockKind,
	bytes: number,
	now: number,
): BlockOutcome {
	const [row] = written.stored
	if (row?.kind === kind) return outcomeOf(written, now)
	if (written.handles.length === 0) throw new DomainError('missing', 'editor.missing')
	const [live] = written.live
	if (!row && live && live.live < MAX_BLOCKS && live.bytes + bytes > MAX_PAGE_BYTES) throw tooHeavy()
	if (row || (live?.live ?? 0) < MAX_BLOCKS) throw new DomainError('conflict', 'editor.id.taken')
	throw new DomainError('invalid', 'editor.full', null, { limit: MAX_BLOCKS })
}

const tooHeavy = () => new DomainError('invalid', 'editor.heavy')

/**
 * A save based on an older version is a `conflict`, one that makes the page too heavy `invalid`, unless what is stored says the same already: then it is the save that
 * is being repeated because its answer got lost.
 */
export function edited(
	written: Written & { edited: unknown[] },
	kind: BlockKind,
	{ version, fields }: { version: number; fields: BlockFields },
	now: number,
): BlockOutcome {
	const [row] = written.stored
	if (!row || row.deletedAt !== null || row.kind !== kind) throw new DomainError('missing', 'editor.missing')
	const outcome = outcomeOf(written, now)
	if (written.edited.length > 0 || sameFields(outcome.block.fields, fields)) return outcome
	throw row.version === version ? tooHeavy() : new DomainError('conflict', 'editor.conflict')
}
