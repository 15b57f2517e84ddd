import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { request as requestBySsl } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { freshFolder } from '../support/db.ts'
import { freePort, until } from '../support/server.ts'

/** A proxy that serves on this machine, and what is to be called to reach it. */
export interface Proxy {
	url: string
}

/** A configuration as it is in functions/deploy, for this machine; `isBehindCloudflare` changes what its comments say to change. */
function configOf(name: string, changes: [from: string | RegExp, to: string][], isBehindCloudflare: boolean): string {
	const text = readFileSync(`functions/deploy/${name}`, 'utf8')
	const lines = text.split('\n').filter((line) => !(isBehindCloudflare && /^\s*[^#].*CF-IPCountry/.test(line)))
	return changes.reduce((changed, [from, to]) => {
		const made = changed.replace(from, to)
		if (made === changed) throw new Error(`${name} has nothing like ${from}`)
		return made
	}, lines.join('\n'))
}

/** nginx with functions/deploy/nginx.conf and a certificate of its own. */
export async function startNginx(upstream: string, isBehindCloudflare = false): Promise<Proxy> {
	const [folder, port] = [freshFolder(), await freePort()]
	const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
	const subject = ['-subj', '/CN=localhost', '-days', '1', '-nodes']
	spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-keyout', key, '-out', cert, ...subject])
	const site = configOf(
		'nginx.conf',
		[
			['listen 443', `listen 127.0.0.1:${port}`],
			[/\tlisten \[::\]:443 .*\n/, ''],
			[/ssl_certificate .*;/, `ssl_certificate ${cert};`],
			[/ssl_certificate_key .*;/, `ssl_certificate_key ${key};`],
			['http://127.0.0.1:4321', upstream],
		],
		isBehindCloudflare,
	)
	const main = `daemon off; pid ${folder}/pid; error_log stderr; events {} http { access_log off; ${site} }`
	writeFileSync(join(folder, 'nginx.conf'), main)
	start('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')])
	return serving(`https://127.0.0.1:${port}`)
}

/** Caddy with functions/deploy/Caddyfile, without TLS: a certificate for this machine would ask to be trusted by it. */
export async function startCaddy(upstream: string, isBehindCloudflare = false): Promise<Proxy> {
	const [folder, port] = [freshFolder(), await freePort()]
	const trusted: [RegExp, string][] = isBehindCloudflare
		? [[/# trusted_proxies .*/, 'trusted_proxies 127.0.0.0/8']]
		: []
	const site = configOf(
		'Caddyfile',
		[['example.com', `http://127.0.0.1:${port}`], ['127.0.0.1:4321', new URL(upstream).host], ...trusted],
		isBehindCloudflare,
	)
	writeFileSync(join(folder, 'Caddyfile'), `{\n\tadmin off\n}\n${site}`)
	start('caddy', ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'], { HOME: folder })
	return serving(`http://127.0.0.1:${port}`)
}

/** What Cloudflare's documentation says that it adds (developers.cloudflare.com, "HTTP request headers"), from an address of its own. */
export async function startCloudflare(upstream: string): Promise<Proxy> {
	const server = createServer((incoming, response) => {
		const follower = incoming.socket.remoteAddress ?? ''
		const before = incoming.headers['x-forwarded-for']
		const headers = {
			...incoming.headers,
			'x-forwarded-for': before ? `${before},${follower}` : follower,
			'cf-connecting-ip': follower,
			'cf-ipcountry': 'NO',
		}
		const options = { method: incoming.method, headers, localAddress: '127.0.0.9', rejectUnauthorized: false }
		const passed = callerOf(upstream)(upstream + incoming.url, options, (answer) => {
			response.writeHead(answer.statusCode ?? 502, answer.headers)
			answer.pipe(response)
		})
		passed.on('error', () => response.destroy())
		incoming.pipe(passed)
	})
	onTestFinished(() => void server.close())
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const callerOf = (url: string) => (url.startsWith('https:') ? requestBySsl : request)

/** A request from another address of this machine: its status and headers. */
export function getFrom(address: string, url: string, headers: Record<string, string>) {
	return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
		const options = { localAddress: address, headers, rejectUnauthorized: false }
		callerOf(url)(url, options, (answer) => {
			resolve({ status: answer.resume().statusCode, headers: answer.headers })
		})
			.on('error', reject)
			.end()
	})
}

function start(program: string, args: string[], env: Record<string, string> = {}): void {
	const child = spawn(program, args, { stdio: 'ignore', env: { PATH: '/usr/sbin:/usr/bin:/bin', ...env } })
	child.on('error', (error) => {
		throw new Error(`${program} does not run here (apt-get install ${program}): ${error.message}`)
	})
	onTestFinished(() => void child.kill('SIGTERM'))
}

async function serving(url: string): Promise<Proxy> {
	await until(
		() =>
			getFrom('127.0.0.1', `${url}/healthz`, {}).then(
				({ status }) => status === 200,
				() => false,
			),
		10_000,
	)
	return { url }
}
