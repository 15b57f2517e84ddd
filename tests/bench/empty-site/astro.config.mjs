import node from '@astrojs/node'
import { defineConfig } from 'astro/config'

/** The least that Astro can render behind the same adapter. */
export default defineConfig({
	output: 'server',
	adapter: node({ mode: 'middleware' }),
	outDir: '../../../dist/bench-empty',
	cacheDir: '../../../node_modules/.astro-bench',
	devToolbar: { enabled: false },
})
