import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildIfChanged } from '../../functions/build.ts'
import { dataset } from './dataset.ts'
import { gatherFacts } from './facts.ts'
import { hasTaskset, hasWrk, stop } from './machine.ts'
import { compareMixed } from './mixed.ts'
import { compareRates, type Result } from './rates.ts'
import { benchScrypt } from './scrypt.ts'
import { checkRebuild, compareCharts, measureBytes } from './storage.ts'
import { checkStored, IN_TIME_MS, measureInTime } from './stored.ts'

/** `npm run bench`: everything against a limit that is measured in the same run. `--full` stores ten million hits instead of one. */
const RESULTS = 'tests/bench/results'

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { full: { type: 'boolean', default: false } } })
	const hits = values.full ? 10_000_000 : 1_000_000
	buildIfChanged('node')
	buildIfChanged('edge')
	buildEmptySite()
	// Not the system's folder for temporary files, which may lie in memory: a commit must reach a disk.
	mkdirSync('tests/bench/data', { recursive: true })
	const folder = mkdtempSync(join('tests/bench/data', 'run-'))
	try {
		await measure(hits, folder)
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}

async function measure(hits: number, folder: string): Promise<void> {
	const file = await dataset(hits, folder)
	console.info(
		`${hits} hits; ${hasTaskset ? 'server and load on a core each' : 'no taskset: server and load share the cores'}; load by ${hasWrk ? 'wrk' : 'autocannon'}.`,
	)
	const results: Result[] = []
	const measurements: (() => Promise<Result | Result[]>)[] = [
		() => measureBytes(file),
		() => compareCharts(file),
		() => compareRates(file, folder),
		() => compareMixed(file),
		() => checkStored(file),
		() => checkRebuild(file),
	]
	for (const measurement of measurements) {
		const some = [await measurement()].flat()
		for (const { what, ours, ratio, bar } of some) console.info(`${what}: ${ours}, ratio ${ratio} (${bar})`)
		results.push(...some)
	}
	const inTime = await measureInTime(file, folder)
	const facts = await gatherFacts(file)
	const scrypt = await benchScrypt()
	console.table(results)
	console.table(facts.pages)
	console.info(
		`Taps answered within ${IN_TIME_MS} ms: ${inTime.ours} of ours, ${inTime.bare} of a bare server's that commits a row for each.`,
	)
	console.info(
		`Serving after ${facts.startMs} ms; ${facts.memoryAtRestMb} MB at rest, ${facts.memoryUnderLoadMb} MB after load.`,
	)
	console.info(`One password hash: ${scrypt.node.toFixed(0)} ms on Node, ${scrypt.workerd.toFixed(0)} ms in workerd.`)
	mkdirSync(RESULTS, { recursive: true })
	const name = `${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.json`
	writeFileSync(join(RESULTS, name), JSON.stringify({ hits, results, inTime, facts, scrypt }, null, '\t'))
	process.exitCode = results.every((one) => one.holds) ? 0 : 1
}

function buildEmptySite(): void {
	const { status, stderr } = spawnSync(
		process.execPath,
		['node_modules/astro/bin/astro.mjs', 'build', '--root', 'tests/bench/empty-site', '--silent'],
		{ encoding: 'utf8' },
	)
	if (status !== 0) stop(`The empty page could not be built: ${stderr}`)
}

await main()
process.exit()
