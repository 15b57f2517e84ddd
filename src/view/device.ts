import Bowser from 'bowser'
import { MAX_USER_AGENT } from '../domain/clicks/client.ts'

/** What a creator will know a browser by: "Safari, iOS". Empty when it does not say. */
export function deviceName({ headers }: Pick<Request, 'headers'>): string {
	const userAgent = (headers.get('user-agent') ?? '').slice(0, MAX_USER_AGENT)
	if (!userAgent) return ''
	const { browser, os } = Bowser.parse(userAgent)
	return [browser.name, os.name].filter(Boolean).join(', ')
}
