import { test } from 'vitest'
import { withBrowser } from '../support/browser.ts'
import { walk } from '../support/journey.ts'
import { newWorld } from '../support/reset.ts'
import { sharedServer, startNode } from '../support/server.ts'
import { editorKeys, editorOnPhone } from './steps/editor.ts'

withBrowser()
const served = sharedServer(startNode)

test('a creator edits the page with the keyboard only', async () => {
	await walk(served(), editorKeys, newWorld)
})

test('a creator edits the page with a thumb, in a tunnel and in two tabs', async () => {
	await walk(served(), editorOnPhone, newWorld)
})
