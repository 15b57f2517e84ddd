import { defineConfig } from 'vitest/config'

/** What is measured, killed or starved of its disk: one file at a time, last, with the machine to itself. */
const ALONE = ['durability', 'backup', 'queries', 'faults/**/*'].map((name) => `tests/runtime/${name}.test.ts`)

const FAST = { testTimeout: 10_000 }
/** Servers and browsers, which mostly wait for one another: two files at once are what two cores can serve. */
const SERVED = {
	testTimeout: 120_000,
	hookTimeout: 120_000,
	maxWorkers: 2,
	globalSetup: ['tests/support/base-db.ts', 'tests/support/built.ts'],
}

const project = (name: string, options: object) => ({
	extends: true as const,
	test: { name, include: [`tests/${name}/**/*.test.ts`], ...options },
})

export default defineConfig({
	root: '.',
	test: {
		setupFiles: ['tests/support/quiet.ts'],
		globalSetup: ['tests/support/base-db.ts'],
		projects: [
			// Pure functions: one start of a thread serves many files.
			project('unit', { ...FAST, pool: 'threads', isolate: false }),
			project('data', FAST),
			project('edge', FAST),
			project('runtime', { ...SERVED, exclude: ALONE, sequence: { groupOrder: 1 } }),
			project('abuse', { ...SERVED, sequence: { groupOrder: 1 } }),
			project('e2e', { ...SERVED, testTimeout: 300_000, sequence: { groupOrder: 1 } }),
			project('alone', { ...SERVED, include: ALONE, fileParallelism: false, sequence: { groupOrder: 2 } }),
		],
	},
})
