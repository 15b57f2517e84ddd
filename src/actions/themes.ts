import { setTheme } from '../domain/themes/commands.ts'
import { ThemeChoice } from '../domain/themes/schemas.ts'
import { paths } from '../paths.ts'
import { act } from './run.ts'

export const themes = {
	set: act(ThemeChoice, async (ctx, input) => ({ ...(await setTheme(ctx, input)), then: paths.themeSaved })),
}
