import { setKeepMonths } from '../../../db/queries/counters.ts'
import type { Ctx } from '../ctx.ts'

/** For how many months raw hits of the creator's pages are kept from now on; 0 for ever. The counts stay in any case. */
export async function keepHitsFor({ db, userId }: Ctx, months: number): Promise<void> {
	await setKeepMonths(db, userId, months)
}
