import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfChanged } from '../functions/build.ts'
import { findChromium } from './support/chromium.ts'

/** `npm test`: every check there is, in the order in which they fail fastest, and one line at the end. */

interface Tally {
	passed: number
	failed: number
	skipped?: number
}

const report = join(mkdtempSync(join(tmpdir(), 'vitrine-report-')), 'vitest.json')
const node =
	(script: string, ...args: string[]) =>
	() =>
		run(process.execPath, [script, ...args])

const CHECKS: [name: string, check: () => Tally][] = [
	['format and lint', node('node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.')],
	['types', node('node_modules/astro/bin/astro.mjs', 'check', '--minimumFailingSeverity', 'warning')],
	['build for Node', () => build('node')],
	['build for Workers', () => build('edge')],
	['bundle for Workers', node('tests/bundle.ts')],
	['browser', () => one(() => console.info(`The browser tests use Chromium from ${findChromium().how}.`))],
	['tests', tests],
]

function main(): void {
	const total = { passed: 0, failed: 0, skipped: 0 }
	const started = performance.now()
	for (const [name, check] of CHECKS) {
		console.info(`\n— ${name}`)
		const { passed, failed, skipped = 0 } = check()
		total.passed += passed
		total.failed += failed
		total.skipped += skipped
	}
	console.info(`\nThat took ${Math.round((performance.now() - started) / 1000)} seconds.`)
	const left = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
	console.info(`${total.passed} passed, ${total.failed} failed${left}`)
	process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0)
}

function run(command: string, args: string[]): Tally {
	const { status } = spawnSync(command, args, { stdio: 'inherit' })
	return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function one(work: () => void): Tally {
	try {
		work()
		return { passed: 1, failed: 0 }
	} catch (error) {
		console.error(error instanceof Error ? error.message : error)
		return { passed: 0, failed: 1 }
	}
}

const build = (target: 'node' | 'edge') => one(() => void buildIfChanged(target))

/** Vitest counts its own; a run that ends without a report has failed as a whole. */
function tests(): Tally {
	const args = [
		'node_modules/vitest/vitest.mjs',
		'run',
		'--config',
		'tests/vitest.config.ts',
		'--reporter=dot',
		'--reporter=json',
		`--outputFile.json=${report}`,
	]
	const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
	try {
		const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests, numTodoTests } = JSON.parse(
			readFileSync(report, 'utf8'),
		)
		const isUncounted = status !== 0 && numFailedTests === 0
		const failed = isUncounted ? Math.max(1, numFailedTestSuites) : numFailedTests
		return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests }
	} catch {
		return { passed: 0, failed: 1 }
	}
}

main()
