import type { Piece } from '../../../db/queries/clicks.ts'
import type { Slot } from '../calendar.ts'
import { localDay, QUARTER, startOfLocalDay } from '../time.ts'

/** A stretch of time as the rollups keep it: in whole local days where it is made of such, else in quarter hours. */
export function pieceOf({ from, to }: Slot, zone: string): Piece {
	const isDays = [from, to].every((at) => at === startOfLocalDay(at, zone))
	if (isDays) return { grain: 'day', from: localDay(from, zone), to: localDay(to, zone) }
	return { grain: 'quarter', from: Math.floor(from / QUARTER), to: Math.floor(to / QUARTER) }
}

/** Each of them as `pieceOf`. */
export function piecesOf(slots: Slot[], zone: string): Piece[] {
	return slots.map((slot) => pieceOf(slot, zone))
}
