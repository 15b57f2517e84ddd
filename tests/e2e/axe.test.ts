import { test } from 'vitest'
import { withBrowser } from '../support/browser.ts'
import { theDemo } from '../support/demo.ts'
import { walk } from '../support/journey.ts'
import { emptied, newWorld } from '../support/reset.ts'
import { sharedServer, startNode } from '../support/server.ts'
import { soundBreakdowns } from './steps/breakdowns.ts'
import { soundClicks } from './steps/clicks.ts'
import { soundEditor } from './steps/editor.ts'
import { accessibility, pagesInThemes } from './steps/profile.ts'
import { soundRooms } from './steps/rooms.ts'

withBrowser()
const served = sharedServer(startNode, { seed: theDemo })

test('whoever cannot see, point or tell colours apart can use every screen', async () => {
	await walk(served(), { ...soundClicks, ...soundBreakdowns })
	await walk(served(), { ...soundEditor, ...soundRooms }, newWorld)
	await walk(served(), accessibility, async ({ db }) => pagesInThemes(await emptied(db)))
})
