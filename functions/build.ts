import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { FILE_HEADERS } from './headers.ts'

/** The build said itself what is wrong. */
export class BuildError extends Error {
	override name = 'BuildError'
}

export type BuildTarget = 'node' | 'edge'

const SOURCES = [
	'src/**/*',
	'db/**/*.ts',
	'functions/**/*.ts',
	'public/**/*',
	'astro.config.mjs',
	'wrangler.toml',
	'package-lock.json',
]
const outDir = (target: BuildTarget) => join('dist', target)
const stampOf = (target: BuildTarget) => join(outDir(target), '.sources')

/** Builds a target unless the last build was made from exactly these sources. Returns whether it had to. */
export function buildIfChanged(target: BuildTarget): boolean {
	if (isBuilt(target)) return false
	build(target)
	return true
}

export function isBuilt(target: BuildTarget): boolean {
	return existsSync(stampOf(target)) && readFileSync(stampOf(target), 'utf8') === fingerprint()
}

export function build(target: BuildTarget): void {
	const sources = fingerprint()
	console.info(`Building the site for ${target === 'edge' ? 'Workers' : 'Node'}.`)
	run(target, 'node_modules/astro/bin/astro.mjs', 'build', '--silent')
	if (target === 'node') run(target, 'functions/bundle.ts')
	else appendFileSync(join(outDir(target), 'client/_headers'), FILE_HEADERS)
	mkdirSync(outDir(target), { recursive: true })
	writeFileSync(stampOf(target), sources)
}

function run(target: BuildTarget, ...script: string[]): void {
	const env = { ...process.env, VITRINE_TARGET: target }
	const { status } = spawnSync(process.execPath, script, { stdio: 'inherit', env })
	if (status !== 0) throw new BuildError('The build failed; its message is above.')
}

/** Changes with the name, the size or the time of any source. */
function fingerprint(): string {
	const hash = createHash('sha256')
	for (const path of globSync(SOURCES).sort()) {
		const { size, mtimeMs } = statSync(path)
		hash.update(`${path} ${size} ${mtimeMs}\n`)
	}
	return hash.digest('hex')
}

if (import.meta.main) for (const target of ['node', 'edge'] as const) buildIfChanged(target)
