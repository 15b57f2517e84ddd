import { spawnSync } from 'node:child_process'

/** A dry deployment of the built Worker, held to the size that the smallest paid plan takes with room to spare. */
const LIMIT_KIB = 3 * 1024

const args = [
	'node_modules/wrangler/bin/wrangler.js',
	'deploy',
	'--dry-run',
	'--config',
	'dist/edge/server/wrangler.json',
]
const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' })
const size = /gzip: ([\d.]+) KiB/.exec(stdout)?.[1]
if (status !== 0 || size === undefined) {
	console.error(`wrangler deploy --dry-run failed.\n${stdout}${stderr}`)
	process.exit(1)
}
console.info(`The Worker is ${size} KiB gzipped; the limit is ${LIMIT_KIB} KiB.`)
process.exit(Number(size) > LIMIT_KIB ? 1 : 0)
