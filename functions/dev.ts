import { dev } from 'astro'
import { readConfig } from './platform/env.ts'
import { closeToOthers } from './platform/node/data-folder.ts'
import { openNodePlatform } from './platform/node/open.ts'
import { setPlatform } from './platform/node.ts'
import type { Platform } from './platform/platform.ts'
import { stop } from './stop.ts'

/** `npm run dev`: Astro's development server, with the front door before it as when built. */
async function main(): Promise<void> {
	closeToOthers()
	const config = readConfig(process.env)
	const platform = await openNodePlatform(config)
	setPlatform(platform)
	await dev({ server: { host: config.host, port: config.port }, vite: { plugins: [frontDoorPlugin(platform)] } })
}

type Doors = typeof import('./node-http.ts')
type Door = Awaited<ReturnType<Doors['openFrontDoor']>>

/** What is used of Vite's server. */
interface DevServer {
	middlewares: { use(door: (...request: Required<Parameters<Door>>) => void): unknown }
	ssrLoadModule(path: string): Promise<unknown>
}

/** The front door is loaded by Vite, since it renders the followers' page, and opened anew when one of its files has changed. */
function frontDoorPlugin(platform: Platform) {
	return {
		name: 'vitrine-front-door',
		configureServer(server: DevServer) {
			let opened: { doors: Doors; door: Promise<Door> } | null = null
			async function currentDoor(): Promise<Door> {
				const doors = (await server.ssrLoadModule('/functions/node-http.ts')) as Doors
				if (opened?.doors !== doors) opened = { doors, door: doors.openFrontDoor(platform) }
				return opened.door
			}
			server.middlewares.use((request, response, next) => {
				currentDoor().then((door) => door(request, response, next), next)
			})
		},
	}
}

await main().catch(stop)
