import { findUserByHandle, findUsersByEmail } from '../../db/queries/users.ts'
import { auditLine, type SecurityEvent } from '../../src/domain/audit.ts'
import { closeNow } from '../../src/domain/departures/commands.ts'
import { setShown } from '../../src/domain/profiles/commands.ts'
import { handleKey, readHandle } from '../../src/domain/profiles/handle.ts'
import { type Command, CommandError, type Given, optional, required, UsageError, type World } from './command.ts'

const OPTIONS = {
	handle: { type: 'string', about: 'of the page' },
	email: { type: 'string', about: 'of the account, in the place of the handle' },
	reason: { type: 'string', about: 'why; it goes into the line of JSON on the error output, for your records' },
} as const
const USAGE = '--handle <handle> | --email <email> --reason <text>'
const LONGEST_REASON = 500
const SOON = 'A running server follows within a minute.'

export const hideCreator: Command = {
	summary: 'Hide a creator’s page and stop its links. The creator can show it again; delete-creator is for good.',
	usage: USAGE,
	options: OPTIONS,
	needsDatabase: true,
	run: (world, given) => turn(world, given, false),
}

export const showCreator: Command = {
	summary: 'Show a creator’s page again.',
	usage: USAGE,
	options: OPTIONS,
	needsDatabase: true,
	run: (world, given) => turn(world, given, true),
}

export const deleteCreator: Command = {
	summary:
		'Close an account for good: page, links and sign-in at once, what was counted within hours. The handle is held for 90 days.',
	usage: USAGE,
	options: OPTIONS,
	needsDatabase: true,
	async run(world, given) {
		const user = await creatorOf(world, given)
		await closeNow({ ...world.ctx, userId: user.id })
		record(world, 'account.deleted', user, given)
		return { text: `The account ${user.email} is closed. ${SOON}`, json: { id: user.id, isDeleted: true } }
	},
}

async function turn(world: World, given: Given, isShown: boolean) {
	const user = await creatorOf(world, given)
	await setShown({ ...world.ctx, userId: user.id }, isShown)
	record(world, isShown ? 'account.shown' : 'account.hidden', user, given)
	return {
		text: `The page of ${user.email} is ${isShown ? 'shown' : 'hidden'}. ${SOON}`,
		json: { id: user.id, isShown },
	}
}

/** Whose page or account is meant; both options together have to mean the same one. */
async function creatorOf({ ctx: { db } }: World, given: Given): Promise<{ id: string; email: string }> {
	const [handle, email] = [optional(given, 'handle'), optional(given, 'email')]
	if ((handle === undefined) === (email === undefined)) throw new UsageError('Say whose with --handle or with --email.')
	if (required(given, 'reason').length > LONGEST_REASON)
		throw new UsageError(`--reason is at most ${LONGEST_REASON} characters long.`)
	if (email !== undefined) {
		const { proven, claimed } = await findUsersByEmail(db, email.trim().toLowerCase())
		if (proven && claimed) throw new CommandError('More than one account names this e-mail: say whose with --handle.')
		const user = proven ?? claimed
		if (!user) throw new CommandError(`There is no account with the e-mail ${email}.`)
		return user
	}
	const read = readHandle(handle ?? '')
	const user = read.ok ? await findUserByHandle(db, handleKey(read.handle)) : null
	if (!user) throw new CommandError(`There is no page with the handle ${handle}.`)
	return user
}

function record({ ctx, tell }: World, event: SecurityEvent, { id }: { id: string }, given: Given): void {
	tell(auditLine(ctx.now, event, { user: id, by: 'command line', reason: required(given, 'reason') }))
}
