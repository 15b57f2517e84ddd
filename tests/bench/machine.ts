import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import NODE_FLAGS from '../../functions/node-flags.json' with { type: 'json' }

/** The servers have the first core, the load and the bench itself the second, where that can be arranged. */
const SERVER_CORE = '0'
export const LOAD_CORE = '1'

export const hasTaskset = spawnSync('which', ['taskset']).status === 0
export const hasWrk = spawnSync('which', ['wrk']).status === 0

export interface Server {
	child: ChildProcess
	url: string
	/** From the start of the process to the line that says it is serving, in ms. */
	startMs: number
	stop(): Promise<void>
}

/** No server outlives the bench, however it ends. */
const running = new Set<ChildProcess>()
process.once('exit', () => {
	for (const child of running) child.kill('SIGKILL')
})

/** Starts a program of ours on the servers' core; it must print "is serving", with its address unless PORT says it. */
export async function serve(script: string, env: Record<string, string>, cores = SERVER_CORE): Promise<Server> {
	const args = [...NODE_FLAGS, script]
	const [command, ...rest] = pinned(cores, [process.execPath, ...args])
	const began = performance.now()
	const child = spawn(command ?? process.execPath, rest, {
		env: { PATH: process.env.PATH, ...env },
		stdio: ['ignore', 'pipe', 'inherit'],
	})
	running.add(child)
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
	void ended.then(() => running.delete(child))
	const line = await new Promise<string>((resolve, reject) => {
		child.stdout?.on('data', (text: Buffer) => String(text).includes('is serving') && resolve(String(text)))
		child.once('exit', () => reject(new Error(`${script} ended before it served`)))
	})
	return {
		child,
		url: env.PORT ? `http://127.0.0.1:${env.PORT}` : (/http:\/\/[\w.:]+/.exec(line)?.[0] ?? ''),
		startMs: performance.now() - began,
		async stop() {
			child.kill('SIGTERM')
			const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
			await ended
			clearTimeout(timer)
		},
	}
}

export function pinned(cores: string, command: string[]): string[] {
	return hasTaskset ? ['taskset', '-c', cores, ...command] : command
}

const STAT = '/proc/stat'
/** Linux counts them in hundredths of a second. */
const TICK_MS = 10

/** For how long, in ms of all cores since the machine was started, its host ran others on them ("steal", proc_stat(5)); 0 where nobody tells. */
export function stolenMs(): number {
	if (!existsSync(STAT)) return 0
	const [all = ''] = readFileSync(STAT, 'utf8').split('\n', 1)
	return Number(all.trim().split(/\s+/)[8] ?? 0) * TICK_MS
}

export const median = (numbers: number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0

export function stop(sentence: string): never {
	console.error(sentence)
	process.exit(1)
}
