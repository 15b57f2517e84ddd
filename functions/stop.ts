/** Errors whose message is all there is to say. Known by name, because the built server has classes of its own. */
const TOLD = new Set(['SettingError', 'BuildError'])

/** Ends the process: one sentence for what an operator can mend; a bug keeps its stack. */
export function stop(error: unknown): never {
	console.error(error instanceof Error && TOLD.has(error.name) ? error.message : error)
	process.exit(1)
}
