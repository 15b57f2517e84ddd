import { expect, test } from 'vitest'
import { deviceName } from '../../../src/view/device.ts'
import { SAFARI_IPHONE } from '../../support/agents.ts'

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const ANDROID_VIEW =
	'Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.0.0 Mobile Safari/537.36'

test.each([
	[SAFARI_IPHONE, 'Safari, iOS'],
	[`${IPHONE} Mobile/15E148 musical_ly_30.9.0 BytedanceWebview/d8a21c6`, 'TikTok, iOS'],
	[`${ANDROID_VIEW} trill_320504 BytedanceWebview/d8a21c6`, 'TikTok, Android'],
	[`${IPHONE} Mobile/22G86 Instagram 390.0.0.0 (iPhone14,5; iOS 18_6)`, 'Instagram, iOS'],
	[`${IPHONE} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/470.0]`, 'Safari, iOS'],
	['', ''],
])('%j is a device by the name %j', (userAgent, name) => {
	expect(deviceName({ headers: new Headers({ 'user-agent': userAgent }) })).toBe(name)
})
