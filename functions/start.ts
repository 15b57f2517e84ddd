import { enableCompileCache } from 'node:module'
import { build, isBuilt } from './build.ts'
import type * as Demo from './demo.ts'
import type * as Server from './node.ts'
import { stop } from './stop.ts'

/** `npm start`. What is imported before the built server costs every start, so nothing else is. */
async function main(): Promise<void> {
	if (!isBuilt('node')) {
		// A wrong setting should not have to wait for the build to be told.
		const { readConfig } = await import('./platform/env.ts')
		readConfig(process.env)
		build('node')
	}
	enableCompileCache('dist/compiled')
	const { serve } = await bundled<typeof Server>('node')
	await serve(async (platform) => (await bundled<typeof Demo>('demo')).welcome(platform))
}

const bundled = <M>(name: string): Promise<M> => import(new URL(`../dist/node/front/${name}.mjs`, import.meta.url).href)

await main().catch(stop)
