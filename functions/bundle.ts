import { readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

/** Where the one-file server is put: `serve` of node.ts, `welcome` of demo.ts. */
export const BUNDLE = 'dist/node/front'

/** In the bundle too, `import.meta.url` says where the source is: threads and migrations are found from there. */
const sourceUrls: Plugin = {
	name: 'source-urls',
	setup({ onLoad }) {
		onLoad({ filter: /\.ts$/ }, async ({ path }) => {
			const url = `new URL(${JSON.stringify(relative(resolve(BUNDLE), path))}, import.meta.url).href`
			return { loader: 'ts', contents: (await readFile(path, 'utf8')).replaceAll('import.meta.url', url) }
		})
	},
}

/**
 * The server and all that it imports in a few files, because finding and reading three hundred modules takes most of
 * a start. The database driver's native half stays where npm put it.
 */
await build({
	entryPoints: ['functions/node.ts', 'functions/demo.ts'],
	outdir: join(BUNDLE),
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
	plugins: [sourceUrls],
	logLevel: 'warning',
})
