import { defineConfig } from 'vitest/config'

const fast = ['unit', 'data', 'edge']
/** Servers and browsers: one file at a time and one project after the other, so that two cores are never fought over. */
const slow = ['runtime', 'e2e']

const project = (name: string, limits: object) => ({
	extends: true as const,
	test: { name, include: [`tests/${name}/**/*.test.ts`], ...limits },
})

export default defineConfig({
	root: '.',
	test: {
		setupFiles: ['tests/support/quiet.ts'],
		globalSetup: ['tests/support/base-db.ts'],
		projects: [
			...fast.map((name) => project(name, { testTimeout: 10_000 })),
			...slow.map((name, i) =>
				project(name, {
					testTimeout: 120_000,
					hookTimeout: 120_000,
					fileParallelism: false,
					sequence: { groupOrder: i + 1 },
				}),
			),
		],
	},
})
