import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

/** Where the bundled server is put: `serve` of node.ts, `welcome` of demo.ts, and the thread that they start. */
const BUNDLE = 'dist/node/front'

const THREAD = [
	"new URL('./database-thread.ts', import.meta.url)",
	"new URL('./database-thread.mjs', import.meta.url)",
] as const

/** In the bundle too, `import.meta.url` says where the source is, so that migrations are found; the thread is beside it. */
const sourceUrls: Plugin = {
	name: 'source-urls',
	setup({ onLoad, onEnd }) {
		let isThreadFound = false
		onLoad({ filter: /\.ts$/ }, async ({ path }) => {
			const source = await readFile(path, 'utf8')
			if (source.includes(THREAD[0])) {
				isThreadFound = true
				return { loader: 'ts', contents: source.replace(...THREAD) }
			}
			const url = `new URL(${JSON.stringify(relative(resolve(BUNDLE), path))}, import.meta.url).href`
			return { loader: 'ts', contents: source.replaceAll('import.meta.url', url) }
		})
		onEnd(() =>
			isThreadFound ? null : { errors: [{ text: `No file says ${THREAD[0]}, so the thread would not be found.` }] },
		)
	},
}

/** As in the site's own build: the text of a file, for a style or a script that is written into a page. */
const rawText: Plugin = {
	name: 'raw-text',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /\?raw$/ }, ({ path, resolveDir }) => ({
			path: resolve(resolveDir, path.slice(0, -'?raw'.length)),
			namespace: 'raw',
		}))
		onLoad({ filter: /./, namespace: 'raw' }, async ({ path }) => ({
			loader: 'text',
			contents: await readFile(path, 'utf8'),
		}))
	},
}

/**
 * The server and all that it imports in a few files, because finding and reading three hundred modules takes most of
 * a start. The database driver's native half stays where npm put it.
 */
await build({
	entryPoints: {
		node: 'functions/node.ts',
		demo: 'functions/demo.ts',
		'database-thread': 'functions/platform/node/database-thread.ts',
	},
	outdir: BUNDLE,
	outExtension: { '.js': '.mjs' },
	bundle: true,
	splitting: true,
	platform: 'node',
	format: 'esm',
	target: 'node24',
	external: ['libsql'],
	// Packages of CommonJS ask for node's own modules with `require`.
	banner: {
		js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
	},
	plugins: [rawText, sourceUrls],
	logLevel: 'warning',
})
