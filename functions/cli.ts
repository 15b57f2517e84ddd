import { parseArgs } from 'node:util'
import { DomainError } from '../src/domain/errors.ts'
import { isMessageKey, translator } from '../src/messages/index.ts'
import { backup } from './cli/backup.ts'
import { check } from './cli/check.ts'
import { type Command, type Given, type Report, UsageError } from './cli/command.ts'
import { createCreator } from './cli/create-creator.ts'
import { createToken } from './cli/create-token.ts'
import { generalHelp, helpOf } from './cli/help.ts'
import { invitations } from './cli/invitations.ts'
import { invite } from './cli/invite.ts'
import { listCreators } from './cli/list-creators.ts'
import { openWorld } from './cli/open.ts'
import { resetPassword } from './cli/reset-password.ts'
import { readConfig, SettingError } from './platform/env.ts'

/** Everything that `npm run vitrine -- <command>` can do. */
const COMMANDS: Record<string, Command> = {
	'create-creator': createCreator,
	'list-creators': listCreators,
	'create-token': createToken,
	'reset-password': resetPassword,
	invite,
	invitations,
	backup,
	check,
}

const OK = 0
const FAILED = 1
const MISUSED = 2

/** Runs one command and returns the exit code: 0 done, 1 refused or something found, 2 written wrong. */
async function main([name, ...rest]: string[]): Promise<number> {
	if (name === undefined || name === '--help' || name === 'help') return say(generalHelp(COMMANDS))
	const isJson = rest.includes('--json')
	const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
	try {
		if (!command) throw new UsageError(`There is no command ${name}. There are: ${Object.keys(COMMANDS).join(', ')}.`)
		const given = read(command, rest)
		if (given.values.help) return say(helpOf(name, command))
		const report = await run(command, given)
		say(isJson ? JSON.stringify(report.json) : report.text)
		return report.failed ? FAILED : OK
	} catch (error) {
		return fail(error, isJson)
	}
}

function read(command: Command, args: string[]): Given {
	const options = { ...command.options, help: { type: 'boolean' as const }, json: { type: 'boolean' as const } }
	try {
		const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
		return { values: values as Given['values'], positionals }
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error))
	}
}

async function run(command: Command, given: Given): Promise<Report> {
	const { world, close } = await openWorld(readConfig(process.env), command.needsDatabase === true)
	return command.run(world, given).finally(close)
}

function say(text: string): number {
	process.stdout.write(`${text}\n`)
	return OK
}

/** One sentence for what an operator can mend; a bug keeps its stack. */
function fail(error: unknown, isJson: boolean): number {
	const sentence = sentenceOf(error)
	if (sentence === null) console.error(error)
	const shown = sentence ?? 'Something went wrong; the details are above.'
	process.stderr.write(`${isJson ? JSON.stringify({ error: shown }) : shown}\n`)
	return error instanceof UsageError ? MISUSED : FAILED
}

function sentenceOf(error: unknown): string | null {
	if (error instanceof DomainError && isMessageKey(error.message)) return translator('en')(error.message, error.values)
	return error instanceof UsageError || error instanceof SettingError ? error.message : null
}

process.exitCode = await main(process.argv.slice(2))
