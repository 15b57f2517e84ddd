import type { DemoNumbers, NewDemoBlock } from '../../../db/queries/demo.ts'
import { publicId } from '../ids.ts'
import { addLocalDays, startOfLocalDay } from '../time.ts'
import { type Chance, chanceOf } from './chance.ts'
import { BLOCKS, DEMO, type DemoBlock } from './page.ts'
import { salesOf } from './sales.ts'
import type { Day } from './traffic.ts'

/** The blocks of the page as rows; their days are cut in the creator's zone. */
export function blockRows(now: number): NewDemoBlock[] {
	const chance = chanceOf(101)
	const today = startOfLocalDay(now, DEMO.timeZone)
	const dayBefore = (days: number) => addLocalDays(today, -days, DEMO.timeZone)
	return BLOCKS.map((block, position) => ({
		block: {
			publicId: idFrom(chance),
			kind: block.kind,
			position,
			content: 'content' in block ? block.content : '',
			hiddenAt: block.kind === 'link' && block.endedDaysAgo !== undefined ? dayBefore(block.endedDaysAgo) : null,
			createdAt: dayBefore(block.daysOld - 1),
			updatedAt: dayBefore(block.daysOld - 1),
		},
		...contentOf(block, dayBefore),
	}))
}

function contentOf(block: DemoBlock, dayBefore: (days: number) => number): Pick<NewDemoBlock, 'link' | 'coupon'> {
	if (block.kind === 'link') {
		const { title, url, is: kind, merchant } = block
		return { link: { title, url, kind, merchant } }
	}
	if (block.kind !== 'coupon') return {}
	const { code, offer, merchant, url, apply, endedDaysAgo } = block
	const validUntil = endedDaysAgo === undefined ? null : dayBefore(endedDaysAgo)
	return { coupon: { code, offer, merchant, url, apply, validUntil } }
}

/** What was earned, entered by hand, and the places that the creator shares the page in. */
export function saleRows(
	days: Day[],
	blockIds: readonly number[],
	now: number,
): Pick<DemoNumbers, 'channels' | 'source' | 'conversions'> {
	const chance = chanceOf(103)
	return {
		channels: [{ tag: 'nyhetsbrev', name: 'Newsletter', createdAt: now }],
		source: { door: 'hand', network: '', name: '', createdAt: now },
		conversions: salesOf(days).map(({ block, ...sale }) => ({
			...sale,
			publicId: idFrom(chance),
			externalId: idFrom(chance),
			blockId: block === null ? null : (blockIds[block] ?? null),
			createdAt: now,
			updatedAt: now,
		})),
	}
}

const idFrom = (chance: Chance) => publicId(chance.bytes(7))
