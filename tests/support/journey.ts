import type { Locator, Page } from 'playwright'
import { hangUp } from './browser.ts'
import type { Served } from './server.ts'

/** What a person does on the way, by name. Each step opens phones of its own. */
export type Steps = Record<string, (served: Served) => Promise<unknown>>

/** Takes the steps one after the other on one server, each after `prepare`. A failure says in which step it was. */
export async function walk(served: Served, steps: Steps, prepare: (served: Served) => unknown = () => {}) {
	for (const [name, step] of Object.entries(steps)) {
		try {
			await prepare(served)
			await step(served)
			await hangUp()
		} catch (error) {
			await hangUp().catch(() => {})
			if (error instanceof Error) error.message = `${name}: ${error.message}`
			throw error
		}
	}
}

/** Presses what leads to another page, and waits until that page is there. */
export async function follow(page: Page, pressed: Locator): Promise<void> {
	await Promise.all([page.waitForEvent('load'), pressed.click()])
}
