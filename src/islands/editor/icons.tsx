import {
	ArrowDown,
	ArrowUp,
	Copy,
	Ellipsis,
	Eye,
	EyeOff,
	GripVertical,
	Heading,
	Link,
	Share2,
	TicketPercent,
	Trash2,
	Type,
} from 'lucide-preact'
import type { BlockKind } from '../../domain/blocks/fields.ts'

export { ArrowDown, ArrowUp, Copy, Ellipsis, Eye, EyeOff, GripVertical, Trash2 }

const KINDS = { link: Link, coupon: TicketPercent, heading: Heading, text: Type, social: Share2 }

/** A sign for the kind of a block, beside its words. */
export function KindIcon({ kind }: { kind: BlockKind }) {
	const Icon = KINDS[kind]
	return <Icon size={20} aria-hidden="true" />
}
