import Bowser from 'bowser'
import { MAX_USER_AGENT, readAgent } from '../domain/clicks/client.ts'
import { APP_NAMES } from './apps.ts'

/**
 * What a creator will know a browser by: "Safari, iOS". Empty when it does not say. An app's own browser has the app's name,
 * because its sessions are apart from those of the phone's browser, whose name `bowser` gives to both.
 */
export function deviceName({ headers }: Pick<Request, 'headers'>): string {
	const userAgent = (headers.get('user-agent') ?? '').slice(0, MAX_USER_AGENT)
	if (!userAgent) return ''
	const { browser, os } = Bowser.parse(userAgent)
	return [APP_NAMES[readAgent(userAgent).app] ?? browser.name, os.name].filter(Boolean).join(', ')
}
