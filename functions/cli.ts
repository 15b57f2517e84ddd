import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { DomainError } from '../src/domain/errors.ts'
import { isMessageKey, translator } from '../src/messages/index.ts'
import { backup } from './cli/backup.ts'
import { check } from './cli/check.ts'
import {
	type Command,
	CommandError,
	type FileCommand,
	type Given,
	type Report,
	UsageError,
	type World,
} from './cli/command.ts'
import { createCreator } from './cli/create-creator.ts'
import { createToken } from './cli/create-token.ts'
import { deleteCreator, hideCreator, showCreator } from './cli/creators.ts'
import { demo } from './cli/demo.ts'
import { generalHelp, helpOf } from './cli/help.ts'
import { invitations } from './cli/invitations.ts'
import { invite } from './cli/invite.ts'
import { listCreators } from './cli/list-creators.ts'
import { openWorld } from './cli/open.ts'
import { rebuildRollups } from './cli/rebuild-rollups.ts'
import { resetPassword } from './cli/reset-password.ts'
import { restore } from './cli/restore.ts'
import { readConfig, SettingError } from './platform/env.ts'
import { closeToOthers } from './platform/node/data-folder.ts'

/** Everything that `npm run vitrine -- <command>` can do. */
const COMMANDS: Record<string, Command | FileCommand> = {
	'create-creator': createCreator,
	'list-creators': listCreators,
	demo,
	'create-token': createToken,
	'reset-password': resetPassword,
	'hide-creator': hideCreator,
	'show-creator': showCreator,
	'delete-creator': deleteCreator,
	invite,
	invitations,
	backup,
	restore,
	check,
	'rebuild-rollups': rebuildRollups,
}

const OK = 0
const FAILED = 1
const MISUSED = 2

export interface Ran {
	/** 0 done, 1 refused or something found, 2 written wrong. */
	code: number
	/** What was asked for. */
	out: string
	/** One sentence about what went wrong. */
	err: string
}

/** Runs one command, given as its words. */
export async function runCli(
	[name, ...rest]: string[],
	env: Record<string, string | undefined>,
	tell: World['tell'] = () => {},
	readLine: World['readLine'] = async () => '',
): Promise<Ran> {
	if (name === undefined || name === '--help' || name === 'help') return done(generalHelp(COMMANDS))
	const isJson = rest.includes('--json')
	const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
	try {
		if (!command) throw new UsageError(`There is no command ${name}. There are: ${Object.keys(COMMANDS).join(', ')}.`)
		const given = read(command, rest)
		if (given.values.help) return done(helpOf(name, command))
		const { text, json, failed } = await run(command, given, env, { tell: (line) => tell(printable(line)), readLine })
		return { ...done(isJson ? JSON.stringify(json) : text), code: failed ? FAILED : OK }
	} catch (error) {
		return refusal(error, isJson)
	}
}

const done = (text: string): Ran => ({ code: OK, out: `${printable(text)}\n`, err: '' })

/** What others have typed could otherwise move the cursor, change colours or turn the direction of an operator's terminal. */
const printable = (text: string): string => text.replace(CONTROLS, '\ufffd')
const CONTROLS = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu

function read(command: Command | FileCommand, args: string[]): Given {
	const options = { ...command.options, help: { type: 'boolean' as const }, json: { type: 'boolean' as const } }
	try {
		const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
		return { values: values as Given['values'], positionals }
	} catch (error) {
		const [sentence = ''] = String(error instanceof Error ? error.message : error).split('. ')
		throw new UsageError(`${sentence.replace(/\.$/, '')}.`)
	}
}

async function run(
	command: Command | FileCommand,
	given: Given,
	env: Record<string, string | undefined>,
	terminal: Pick<World, 'tell' | 'readLine'>,
): Promise<Report> {
	const config = readConfig(env)
	if ('runOnFile' in command) return command.runOnFile(config, given)
	const { world, close } = await openWorld(config, command.needsDatabase === true, terminal)
	return command.run(world, given).finally(close)
}

/** One sentence for what an operator can mend; a bug keeps its stack. */
function refusal(error: unknown, isJson: boolean): Ran {
	const sentence = sentenceOf(error)
	if (sentence === null) console.error(error)
	const shown = printable(sentence ?? 'Something went wrong; the details are above.')
	const err = `${isJson ? JSON.stringify({ error: shown }) : shown}\n`
	return { code: error instanceof UsageError ? MISUSED : FAILED, out: '', err }
}

function sentenceOf(error: unknown): string | null {
	if (error instanceof DomainError && isMessageKey(error.message)) return translator('en')(error.message, error.values)
	const isOurs = [CommandError, UsageError, SettingError].some((kind) => error instanceof kind)
	return isOurs ? (error as Error).message : null
}

/** What is typed or piped in, up to the end of its first line. */
async function firstLine(): Promise<string> {
	for await (const line of createInterface({ input: process.stdin })) return line
	return ''
}

if (import.meta.main) {
	closeToOthers()
	const { code, out, err } = await runCli(process.argv.slice(2), process.env, (line) => console.error(line), firstLine)
	process.stdout.write(out)
	process.stderr.write(err)
	process.exitCode = code
}
