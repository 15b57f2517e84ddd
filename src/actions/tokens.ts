import { proven } from '../domain/auth/account.ts'
import { NewToken, TokenId } from '../domain/auth/token-schemas.ts'
import { createToken, revokeToken } from '../domain/auth/tokens.ts'
import { paths } from '../paths.ts'
import { hashedAddress } from '../view/address.ts'
import { notify } from './auth-mail.ts'
import { act } from './run.ts'

export const tokens = {
	/** The token itself is in this answer and nowhere else, so the page that shows it is the answer to the post. */
	create: act(NewToken, async (ctx, { currentPassword, ...input }, context) => {
		const { platform } = context.locals
		const user = await proven(ctx, currentPassword, hashedAddress(context))
		const made = await createToken(ctx, input)
		platform.defer(notify(platform, ctx, user, 'tokenMail', { tokens: platform.config.origin + paths.tokens }))
		return { ...made, isShownHere: true }
	}),
	revoke: act(TokenId, async (ctx, { id }) => {
		await revokeToken(ctx, id)
		return { then: paths.tokenRevoked }
	}),
}
