import { test } from 'vitest'
import { withBrowser } from '../support/browser.ts'
import { walk } from '../support/journey.ts'
import { newWorld } from '../support/reset.ts'
import { sharedServer, startNode } from '../support/server.ts'
import * as profile from './steps/profile.ts'
import * as taps from './steps/taps.ts'

withBrowser()
const served = sharedServer(startNode, { host: 'localhost' })

test('a follower in TikTok looks, copies, taps and shares, and each is counted once', async () => {
	await walk(served(), { ...profile.views, ...profile.codes, ...profile.amazonTaps, ...profile.hostileWords }, newWorld)
	await walk(served(), { ...taps.views, ...taps.codesThatFail, ...taps.sharing, ...taps.arrivals }, newWorld)
})

test('a follower whose scripts are off is counted too', async () => {
	await walk(served(), { ...profile.viewsWithoutScript, ...taps.tapsWithoutScript }, newWorld)
})
