import { readFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { rateOf } from './load.ts'
import { cookieOf } from './mixed.ts'
import { ourNode } from './rates.ts'
import { LARGEST } from './seed.ts'

const PAGES = ['/', '/login', '/bench']
const ROOMS = ['/app', '/app/earnings', '/app/page', '/app/share', '/app/theme', '/app/account']

export interface PageFacts {
	path: string
	raw: number
	gzip: number
	brotli: number
	/** Bytes of the scripts that the page loads, brotli. */
	scripts: number
}

export interface Facts {
	startMs: number
	memoryAtRestMb: number
	memoryUnderLoadMb: number
	pages: PageFacts[]
}

/** What has no bar but should not grow unseen: start, memory, bytes of every page and its scripts. */
export async function gatherFacts(file: string): Promise<Facts> {
	const cookie = await cookieOf(file, LARGEST)
	const server = await ourNode(file)
	const memory = () =>
		Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))?.[1]) / 1024)
	const memoryAtRestMb = memory()
	const pages: PageFacts[] = []
	for (const path of PAGES) pages.push(await factsOf(server.url, path))
	for (const path of ROOMS) pages.push(await factsOf(server.url, path, cookie))
	await rateOf(server.url, 'people', 5)
	const memoryUnderLoadMb = memory()
	await server.stop()
	return { startMs: Math.round(server.startMs), memoryAtRestMb, memoryUnderLoadMb, pages }
}

async function factsOf(url: string, path: string, cookie = ''): Promise<PageFacts> {
	const answer = await fetch(url + path, { headers: { cookie, 'accept-encoding': 'identity' }, redirect: 'error' })
	if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
	const html = await answer.text()
	return {
		path,
		raw: Buffer.byteLength(html),
		gzip: gzipSync(html).length,
		brotli: brotliCompressSync(html).length,
		scripts: await scriptBytes(url, html),
	}
}

/** Every module that the page names, and those that they import in turn. */
async function scriptBytes(url: string, html: string): Promise<number> {
	const seen = new Set<string>()
	const queue = [...html.matchAll(/["'(](\/_astro\/[\w.-]+\.js)/g)].map(([, path]) => path ?? '')
	let bytes = 0
	for (let path = queue.pop(); path; path = queue.pop()) {
		if (seen.has(path)) continue
		seen.add(path)
		const text = await (await fetch(url + path)).text()
		bytes += brotliCompressSync(text).length
		queue.push(...[...text.matchAll(/["'`]\.\/([\w.-]+\.js)/g)].map(([, name]) => `/_astro/${name}`))
	}
	return bytes
}
