import { setProfileTheme } from '../../../db/queries/themes.ts'
import type { Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import type { ThemeChoice } from './schemas.ts'

/** Gives the creator's page another look; `missing` when there is no page. */
export async function setTheme(ctx: Ctx, choice: ThemeChoice) {
	const { edited, handles } = await setProfileTheme(ctx.db, ctx.userId, JSON.stringify(choice), ctx.now)
	if (edited.length === 0) throw new DomainError('missing', 'editor.missing')
	return { handleKeys: handles.map(({ key }) => key) }
}
