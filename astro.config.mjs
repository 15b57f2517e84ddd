import cloudflare from '@astrojs/cloudflare'
import node from '@astrojs/node'
import preact from '@astrojs/preact'
import { defineConfig } from 'astro/config'

const isEdge = process.env.VITRINE_TARGET === 'edge'

export default defineConfig({
	output: 'server',
	outDir: isEdge ? 'dist/edge' : 'dist/node',
	adapter: isEdge
		? cloudflare({ imageService: 'passthrough' })
		: node({ mode: 'middleware', bodySizeLimit: 2_000_000 }),
	integrations: [preact()],
	session: false,
	devToolbar: { enabled: false },
	// Astro compares Origin with a host name that it makes up behind a proxy; src/view/origin.ts asks ORIGIN instead.
	security: {
		checkOrigin: false,
		// Of Astro's pages, not of a follower's (src/view/profile-head.ts). The development server sends none of it.
		csp: {
			directives: [
				"default-src 'self'",
				"img-src 'self' data: blob:",
				"object-src 'none'",
				"base-uri 'none'",
				"form-action 'self'",
				"frame-ancestors 'none'",
			],
			// The encoder of pictures is WebAssembly.
			scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"] },
			// Widths and places of charts are style attributes.
			styleDirective: { resources: ["'self'", { resource: "'unsafe-inline'", kind: 'attribute' }] },
		},
	},
	build: { inlineStylesheets: 'auto' },
	vite: isEdge
		? { resolve: { conditions: ['workerd', 'worker', 'browser'] } }
		: { plugins: [{ name: 'packages-within', apply: 'build', config: () => ({ ssr: { noExternal: true } }) }] },
})
