import { ChangeLanguage, ChangeTimeZone } from '../domain/auth/schemas.ts'
import { setLanguage, setTimeZone } from '../domain/auth/settings.ts'
import { paths } from '../paths.ts'
import { keepLanguage } from '../view/language.ts'
import { act, actAnonymously } from './run.ts'

export const settings = {
	/** The language of the rooms; a stranger's choice lives in their browser. */
	language: actAnonymously(ChangeLanguage, async (ctx, { language }, context) => {
		if (context.locals.user) await setLanguage({ ...ctx, userId: context.locals.user.id }, language)
		keepLanguage(context, language)
		return {}
	}),
	timeZone: act(ChangeTimeZone, async (ctx, { timeZone }) => {
		return { handleKeys: await setTimeZone(ctx, timeZone), then: paths.changed('timeZone') }
	}),
}
