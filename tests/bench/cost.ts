import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildIfChanged } from '../../functions/build.ts'
import { printAbuse } from './abuse.ts'
import { bill, READ, TURSO_PLAN, type Usage, WORKERS_PLAN } from './prices.ts'
import { type CpuMs, measureCpu, measureWrites, type PerHit } from './usage.ts'

/**
 * What followers cost on Workers, Queues and Turso: measured use of the real code, times public prices.
 * It stands beside the bench, because measuring is most of it: `node tests/bench/cost.ts [--followers 1000000] [--creators 1000]`.
 * With `--abuse` it says instead what one hostile address can cost a day.
 */

const DAYS = 30
const MONTHS_KEPT = 25
/** Each follower sees one page, and every second one taps a link. */
const TAPS = 0.5
const BATCH = 100
const MEASURED_HITS = 100_000

const { values } = parseArgs({
	options: {
		followers: { type: 'string', default: '1000000' },
		creators: { type: 'string', default: '1000' },
		abuse: { type: 'boolean', default: false },
	},
})
const followers = Number(values.followers) * DAYS
const folder = mkdtempSync(join(tmpdir(), 'vitrine-cost-'))
try {
	buildIfChanged('edge')
	if (values.abuse) await printAbuse(folder, (await measureCpu(folder)).view)
	else print(await measureWrites(folder, Number(values.creators), MEASURED_HITS), await measureCpu(folder))
} finally {
	rmSync(folder, { recursive: true })
}

function usageOf(perHit: PerHit, cpu: CpuMs, months: number): Usage {
	const hits = followers * (1 + TAPS)
	return {
		requests: followers * (2 + TAPS) + hits / BATCH,
		cpuMs: followers * (cpu.page + cpu.view + TAPS * cpu.tap),
		queueOperations: 3 * hits,
		rowsWritten: hits * perHit.rowsWritten,
		// The driver does not say how many it read; below, how many would have to be.
		rowsRead: 0,
		gigabytes: (hits * months * perHit.bytes) / 1e9,
	}
}

function print(perHit: PerHit, cpu: CpuMs): void {
	const [first, last] = [usageOf(perHit, cpu, 1), usageOf(perHit, cpu, MONTHS_KEPT)]
	const [now, later] = [bill(first), bill(last)]
	const plans = WORKERS_PLAN + TURSO_PLAN
	const line = (what: string, used: string, dollars: number) =>
		console.info(`| ${what} | ${used} | ${dollars.toFixed(2)} |`)
	const millions = (n: number) => `${(n / 1e6).toFixed(1)} million`
	console.info(
		`\nMeasured: ${perHit.rowsWritten.toFixed(1)} rows written and ${perHit.bytes.toFixed(0)} bytes a hit (${values.creators} creators, batches of ${BATCH}); CPU in workerd ${cpu.page.toFixed(2)} ms a cached page, ${cpu.view.toFixed(2)} ms a view, ${cpu.tap.toFixed(2)} ms a tap, queue and consumer included.\n`,
	)
	console.info(`| ${values.followers} followers a day | used in ${DAYS} days | US dollars |\n|---|---|---|`)
	line('Plans: Workers Paid and Turso Scaler', '', plans)
	line('Workers, requests', millions(first.requests), now.requests)
	line('Workers, CPU', `${millions(first.cpuMs)} ms`, now.cpuMs)
	line('Queues, operations', millions(first.queueOperations), now.queueOperations)
	line('Turso, rows written', millions(first.rowsWritten), now.rowsWritten)
	line('Turso, storage after a month', `${first.gigabytes.toFixed(0)} GB`, now.gigabytes)
	line(`Turso, storage after ${MONTHS_KEPT} months`, `${last.gigabytes.toFixed(0)} GB`, later.gigabytes)
	const sum = (some: Record<string, number>) => Object.values(some).reduce((total, n) => total + n, plans)
	line('**The first month**', '', sum(now))
	line(`**A month after ${MONTHS_KEPT} months**`, '', sum(later))
	const free = (100_000e6 / (followers * (1 + TAPS))).toFixed(0)
	console.info(`\nRows read cost nothing up to ${free} a hit.\nPrices: ${Object.values(READ).join('; ')}.`)
}
