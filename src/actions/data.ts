import { keepHitsFor } from '../domain/clicks/keep.ts'
import { KeepMonths } from '../domain/clicks/schemas.ts'
import { openSweep } from '../domain/clicks/sweep.ts'
import { deleteEverything, finishDepartures } from '../domain/departures/commands.ts'
import { DeleteEverything } from '../domain/departures/schemas.ts'
import { createStatLink, revokeStatLink } from '../domain/stats/commands.ts'
import { NewStatLink, StatLinkId } from '../domain/stats/schemas.ts'
import { paths } from '../paths.ts'
import { hashedAddress } from '../view/address.ts'
import { dropSession } from '../view/session.ts'
import { act } from './run.ts'

export const data = {
	/** The secret is in this answer and nowhere else, so the page that shows it is the answer to the post. */
	shareStats: act(NewStatLink, async (ctx, input) => ({ ...(await createStatLink(ctx, input)), isShownHere: true })),
	revokeStats: act(StatLinkId, async (ctx, { id }) => {
		await revokeStatLink(ctx, id)
		return { then: paths.dataChanged('revoked') }
	}),
	keep: act(KeepMonths, async (ctx, { months }) => {
		await keepHitsFor(ctx, months)
		return { then: paths.dataChanged('kept') }
	}),
	deleteEverything: act(DeleteEverything, async (ctx, { currentPassword }, context) => {
		const { platform } = context.locals
		const outcome = await deleteEverything(ctx, { currentPassword, address: hashedAddress(context) })
		dropSession(context)
		platform.defer(finishDepartures(platform.db, platform.now(), openSweep(platform.now)))
		return { ...outcome, then: paths.goodbye }
	}),
}
