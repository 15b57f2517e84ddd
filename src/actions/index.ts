import { auth } from './auth.ts'
import { blocks } from './blocks.ts'
import { channels } from './channels.ts'
import { conversions } from './conversions.ts'
import { coupons } from './coupons.ts'
import { data } from './data.ts'
import { links } from './links.ts'
import { passkeys } from './passkeys.ts'
import { profiles } from './profiles.ts'
import { settings } from './settings.ts'
import { steps } from './steps.ts'
import { themes } from './themes.ts'
import { tokens } from './tokens.ts'

export const server = {
	auth,
	blocks,
	channels,
	conversions,
	coupons,
	data,
	links,
	passkeys,
	profiles,
	settings,
	steps,
	themes,
	tokens,
}
