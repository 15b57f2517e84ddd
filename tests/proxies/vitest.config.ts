import { defineConfig } from 'vitest/config'

/** Real proxies from Debian (nginx, caddy, openssl) before the built server: `npx vitest run --config tests/proxies/vitest.config.ts`. */
export default defineConfig({
	root: '.',
	test: {
		include: ['tests/proxies/**/*.test.ts'],
		globalSetup: ['tests/support/base-db.ts', 'tests/support/built.ts'],
		testTimeout: 60_000,
		maxWorkers: 1,
	},
})
