import { dev } from 'astro'
import { openFrontDoor } from './node-http.ts'
import { readConfig } from './platform/env.ts'
import { openNodePlatform } from './platform/node/open.ts'
import { setPlatform } from './platform/node.ts'
import type { Platform } from './platform/platform.ts'
import { stop } from './stop.ts'

/** `npm run dev`: Astro's development server, with the front door before it as when built. */
async function main(): Promise<void> {
	const config = readConfig(process.env)
	const platform = await openNodePlatform(config)
	setPlatform(platform)
	await dev({ server: { host: config.host, port: config.port }, vite: { plugins: [frontDoorPlugin(platform)] } })
}

function frontDoorPlugin(platform: Platform) {
	return {
		name: 'vitrine-front-door',
		async configureServer({
			middlewares,
		}: {
			middlewares: { use(door: Awaited<ReturnType<typeof openFrontDoor>>): unknown }
		}) {
			middlewares.use(await openFrontDoor(platform))
		},
	}
}

await main().catch(stop)
