import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type AtEnd, atTestEnd } from './db.ts'

/** The network between a server and its database, which a test can cut. */
export interface FaultProxy {
	url: string
	/** Every connection is cut, and every new one too. */
	down(): void
	/** Connections are taken, and nothing ever comes back. */
	hang(): void
	up(): void
}

export async function startFaultProxy(target: string, atEnd: AtEnd = atTestEnd): Promise<FaultProxy> {
	const { hostname, port } = new URL(target)
	const open = new Set<Socket>()
	let state: 'up' | 'down' | 'hanging' = 'up'

	const keep = (socket: Socket) => {
		open.add(socket)
		socket.on('error', () => {}).on('close', () => open.delete(socket))
	}
	const cut = (next: typeof state) => {
		state = next
		for (const socket of open) socket.destroy()
	}
	const server = createServer((near) => {
		if (state === 'down') return void near.destroy()
		keep(near)
		if (state === 'hanging') return
		const far = connect(Number(port), hostname)
		keep(far)
		near.pipe(far).pipe(near)
		near.on('close', () => far.destroy())
		far.on('close', () => near.destroy())
	})
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	atEnd(() => {
		cut('down')
		server.close()
	})
	const { port: own } = server.address() as AddressInfo
	return { url: `http://127.0.0.1:${own}`, down: () => cut('down'), hang: () => cut('hanging'), up: () => cut('up') }
}
