import { paths } from '../../src/paths.ts'
import { forgetDemo, makeDemo, readDemo } from '../demo.ts'
import { type Command, CommandError, type Report, UsageError, type World } from './command.ts'

const MAKE = 'npm run vitrine -- demo'

export const demo: Command = {
	summary: 'Make the demonstration page with a year of clicks and earnings, say its password, or take it away.',
	usage: '[--password | --remove]',
	options: {
		password: { type: 'boolean', about: 'print the password of its account' },
		remove: { type: 'boolean', about: 'remove the page, its account and everything counted on it' },
	},
	async run(world, { values }) {
		if (values.password && values.remove) throw new UsageError('Choose one of --password and --remove.')
		if (values.remove) return remove(world)
		return values.password ? password(world) : make(world)
	},
}

async function make({ ctx, config }: World): Promise<Report> {
	if (config.databaseShards.length > 0)
		throw new CommandError(
			'The demonstration keeps its clicks in the main database: leave DATABASE_SHARDS out to make it.',
		)
	const { handle, email, password, isNew } = await makeDemo(ctx, config)
	const url = config.origin + paths.profile(handle)
	const text = isNew
		? `Made ${url}\nSign in as ${email} with the password ${password}`
		: `${url} is there already; ${MAKE} --password prints its password.`
	return { text, json: { url, handle, email, isNew, ...(isNew ? { password } : {}) } }
}

async function password({ ctx, config }: World): Promise<Report> {
	const found = await readDemo(ctx, config)
	if (!found) throw new CommandError(`There is no demonstration; ${MAKE} makes one.`)
	const { email, password } = found
	if (password === null)
		throw new CommandError(`Its file is gone: make a new one with npm run vitrine -- reset-password --email ${email}.`)
	return { text: password, json: { email, password } }
}

async function remove({ ctx, config }: World): Promise<Report> {
	const isRemoved = await forgetDemo(ctx, config)
	const text = isRemoved
		? 'The demonstration is gone. A running server forgets its page within a minute.'
		: 'There was no demonstration to remove.'
	return { text, json: { isRemoved } }
}
