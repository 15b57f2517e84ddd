import { dev } from 'astro'
import { openFrontDoor } from './node-http.ts'
import { readConfig } from './platform/env.ts'
import { openNodePlatform } from './platform/node/open.ts'
import { setPlatform } from './platform/node.ts'

const config = readConfig(process.env)
const platform = await openNodePlatform(config)
setPlatform(platform)

/** Astro's development server with the front door before it, so that /go, /hit and the page cache work as when built. */
await dev({
	server: { host: config.host, port: config.port },
	vite: {
		plugins: [
			{
				name: 'vitrine-front-door',
				async configureServer(server) {
					const door = await openFrontDoor(platform)
					server.middlewares.use((request, response, next) => door(request, response, next))
				},
			},
		],
	},
})
