import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong with the page once it has its styles and their colours: the rule and the elements that break it. */
export async function axeFindings(page: Page): Promise<string[]> {
	await page.waitForLoadState()
	await page.evaluate(AXE)
	return page.evaluate(async () => {
		const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
		await Promise.allSettled(fading.map(({ finished }) => finished))
		const { axe } = window as unknown as {
			axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
		}
		const { violations } = await axe.run()
		return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
	})
}
