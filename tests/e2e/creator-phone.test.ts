import { test } from 'vitest'
import { withBrowser } from '../support/browser.ts'
import { theDemo } from '../support/demo.ts'
import { walk } from '../support/journey.ts'
import { emptied, newKrista, newWorld } from '../support/reset.ts'
import { sharedServer, startNode } from '../support/server.ts'
import { breakdownsByFinger } from './steps/breakdowns.ts'
import { clicksByFinger } from './steps/clicks.ts'
import { dataOnPhone, krista } from './steps/data.ts'
import { pictures } from './steps/pictures.ts'
import { formsOnPhone, undoWithoutMotion } from './steps/rooms.ts'
import { shareOnPhone } from './steps/share.ts'
import { themeOnPhone } from './steps/theme.ts'

withBrowser()
const served = sharedServer(startNode, { seed: theDemo, host: 'localhost' })

test('a creator with a phone reads the numbers, shares them, and makes the page look its best', async () => {
	await walk(served(), { ...clicksByFinger, ...breakdownsByFinger })
	await walk(served(), dataOnPhone, async ({ db }) => krista(await emptied(db)))
	await walk(served(), { ...shareOnPhone, ...themeOnPhone }, newKrista)
	await walk(served(), { ...pictures, ...formsOnPhone, ...undoWithoutMotion }, newWorld)
})
