import { buildIfChanged } from '../../functions/build.ts'

/** Builds both targets before the first server, so that two files that need one do not build it twice. */
export default function setup() {
	for (const target of ['node', 'edge'] as const) buildIfChanged(target)
}
