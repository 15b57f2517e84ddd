import type { Command, FileCommand } from './command.ts'

const CALL = 'npm run vitrine --'

export function generalHelp(commands: Record<string, Command | FileCommand>): string {
	const width = Math.max(...Object.keys(commands).map((name) => name.length))
	const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
	return `${CALL} <command>\n\n${lines.join('\n')}\n\nEach command takes --help, and --json for programs.`
}

export function helpOf(name: string, { summary, usage, options }: Command | FileCommand): string {
	const all = { ...options, json: { about: 'answer with JSON' }, help: { about: 'show this' } }
	const width = Math.max(...Object.keys(all).map((option) => option.length))
	const lines = Object.entries(all).map(([option, { about }]) => `  --${option.padEnd(width)}  ${about}`)
	return `${summary}\n\n${[CALL, name, usage].filter(Boolean).join(' ')}\n\n${lines.join('\n')}`
}
