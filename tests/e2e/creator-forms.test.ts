import { test } from 'vitest'
import { withBrowser } from '../support/browser.ts'
import { theDemo } from '../support/demo.ts'
import { walk } from '../support/journey.ts'
import { emptied, newKrista, newWorld } from '../support/reset.ts'
import { sharedServer, startNode } from '../support/server.ts'
import { breakdownsWithoutScript } from './steps/breakdowns.ts'
import { clicksWithoutScript, earningForms } from './steps/clicks.ts'
import { dataForms, krista } from './steps/data.ts'
import { editorForms } from './steps/editor.ts'
import { shareForms } from './steps/share.ts'
import { themeForms } from './steps/theme.ts'

withBrowser()
const served = sharedServer(startNode, { seed: theDemo, host: 'localhost' })

test('a creator whose scripts are off reads the numbers, keeps the page, and leaves', async () => {
	await walk(served(), { ...clicksWithoutScript, ...breakdownsWithoutScript, ...earningForms })
	await walk(served(), editorForms, newWorld)
	await walk(served(), { ...shareForms, ...themeForms }, newKrista)
	await walk(served(), dataForms, async ({ db }) => krista(await emptied(db)))
})
