/**
 * The first thing every npm script runs. It needs only Node 20 and npm: it installs what is missing,
 * then hands over to Node 24 or later: to itself, or to the one that the project brings along.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const MAJOR = 24
/** The Node that serves: the one that runs this when it is new enough, else the one that the project brings along. */
const NODE =
	Number(process.versions.node.split('.')[0]) >= MAJOR ? process.execPath : join(ROOT, 'node_modules/node/bin/node')
const CURE = `Install Node ${MAJOR} or later, then run the command again.`
const STAMP = join(ROOT, 'node_modules/.vitrine-lock')

/**
 * Room for what a few thousand taps leave behind: with the small heap that Node begins with, its collections alone made followers
 * of a young server wait for longer than their commit.
 */
const NODE_FLAGS = JSON.parse(readFileSync(join(ROOT, 'functions/node-flags.json'), 'utf8'))

/** What each npm script goes on with. */
const SCRIPTS = {
	start: 'functions/start.ts',
	dev: 'functions/dev.ts',
	edge: 'functions/edge-local.ts',
	deploy: 'functions/deploy.ts',
	vitrine: 'functions/cli.ts',
	build: 'functions/build.ts',
	test: 'tests/run.ts',
	bench: 'tests/bench/run.ts',
	screenshot: 'tests/screenshot.ts',
}

function main() {
	const [name = 'start', ...rest] = process.argv.slice(2)
	const script = SCRIPTS[name]
	if (!script) stop(`There is no script named ${name}. There are: ${Object.keys(SCRIPTS).join(', ')}.`)
	process.chdir(ROOT)
	install()
	const child = spawn(NODE, [...NODE_FLAGS, script, ...rest], {
		stdio: 'inherit',
		env: environment(),
	})
	child.on('error', () => stop(`${NODE} does not run on this machine. ${CURE}`))
	// A terminal tells the child too; it leaves once.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
	child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

/**
 * Installs when there is nothing yet or the lockfile has changed since the last time.
 * Not with `npm ci`, which fails where a registry lacks the optional packages of other platforms; `--no-save` keeps the lockfile as it is,
 * and the tools that build are wanted where NODE_ENV=production would leave them out, too.
 */
function install() {
	const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
	const isCurrent = existsSync(NODE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock
	if (isCurrent) return
	console.info('Installing the packages that Vitrine is built from. This takes a minute or two.')
	const npm = spawnSync(
		'npm',
		['install', '--include=dev', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'],
		{
			stdio: 'inherit',
			shell: process.platform === 'win32',
		},
	)
	if (npm.status !== 0)
		stop('npm could not install the packages; its message is above. Check the network and run the command again.')
	if (!existsSync(NODE)) stop(`The package "node" brought no Node for this machine. ${CURE}`)
	writeFileSync(STAMP, lock)
}

/** That Node comes first on the path, for every program that the scripts start. */
function environment() {
	const path = [dirname(NODE), join(ROOT, 'node_modules/.bin'), process.env.PATH].join(
		process.platform === 'win32' ? ';' : ':',
	)
	return { ...process.env, PATH: path, ASTRO_TELEMETRY_DISABLED: '1', WRANGLER_SEND_METRICS: 'false' }
}

function stop(sentence) {
	console.error(sentence)
	process.exit(1)
}

main()
