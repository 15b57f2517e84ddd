import { crypto } from '../../functions/platform/crypto.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { hitId } from '../../src/domain/ids.ts'
import { NOON } from './factories.ts'

/** A follower's click on block 7 of profile 1, unless said otherwise. */
export function aHit(given: Partial<Hit> = {}): Hit {
	const at = given.at ?? NOON
	const id = hitId(at, crypto.randomBytes(7))
	const shape = {
		profileId: 1,
		blockId: 7,
		kind: 'click',
		bucket: 'counted',
		channel: 'unknown',
		country: 'NO',
		device: 'phone',
		app: 'none',
	} as const
	return { id, ...shape, at, referrer: null, visitor: 42, campaign: null, ...given }
}

/** Hits on profile 1 that had gone beyond the limit of their address. */
export const anExcess = (times: number, given: Partial<Hit> = {}): Hit =>
	aHit({ kind: 'view', blockId: 0, bucket: 'excess', country: null, device: 'other', visitor: null, times, ...given })
