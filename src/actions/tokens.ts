import { NewToken, TokenId } from '../domain/auth/token-schemas.ts'
import { createToken, revokeToken } from '../domain/auth/tokens.ts'
import { paths } from '../paths.ts'
import { act } from './run.ts'

export const tokens = {
	/** The token itself is in this answer and nowhere else, so the page that shows it is the answer to the post. */
	create: act(NewToken, async (ctx, input) => ({ ...(await createToken(ctx, input)), isShownHere: true })),
	revoke: act(TokenId, async (ctx, { id }) => {
		await revokeToken(ctx, id)
		return { then: paths.tokenRevoked }
	}),
}
