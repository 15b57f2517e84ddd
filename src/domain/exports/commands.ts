import type { ExportName } from '../../../db/queries/export-tables.ts'
import { findOwnProfile } from '../../../db/queries/profiles.ts'
import type { Slot } from '../calendar.ts'
import type { Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { fromLocalDate, localDate, nextLocalMidnight } from '../time.ts'
import { FORMATS, type Format, inFormat } from './formats.ts'
import { EXPORT_NAMES, exportRows } from './rows.ts'

export interface Export {
	fileName: string
	type: string
	/** Read on only as fast as whoever receives it takes them. */
	pieces: AsyncGenerator<string>
}

/** Local days of the profile, YYYY-MM-DD, both included; empty for no bound. */
export interface DaysAsked {
	from: string
	to: string
}

type Question = Pick<Ctx, 'db' | 'userId' | 'now'>

/** Everything of a creator in one file. */
export const EVERYTHING = 'everything.json'

/** One file of the creator's own data: `everything.json`, or a table's name and a format. `missing` when there is no such file. */
export async function openExport(ctx: Question, file: string, days: DaysAsked): Promise<Export> {
	const profile = await findOwnProfile(ctx.db, ctx.userId)
	const [name = '', format = '', ...more] = file.split('.')
	const isTable = isName(name) && isFormat(format) && more.length === 0
	if (!profile || !(file === EVERYTHING || isTable)) throw new DomainError('missing', 'data.noFile')
	const owner = { ownerId: ctx.userId, profileId: profile.id }
	const stem = (what: string) => `vitrine-${profile.handle}-${what}`
	const today = localDate(ctx.now, profile.timeZone)
	if (file === EVERYTHING)
		return {
			fileName: `${stem('everything')}-${today}.json`,
			type: FORMATS.json,
			pieces: everything(ctx, owner),
		}
	const when = name === 'clicks' ? slotOf(days, profile.timeZone) : null
	const span = when ? [days.from, days.to || today].filter(Boolean).join('--') : today
	return {
		fileName: `${stem(name.replaceAll('_', '-'))}-${span}.${format}`,
		type: FORMATS[format as Format],
		pieces: inFormat(format as Format, name as ExportName, exportRows(ctx.db, owner, name as ExportName, when)),
	}
}

const isName = (name: string): name is ExportName => (EXPORT_NAMES as string[]).includes(name)
const isFormat = (format: string): format is Format => Object.hasOwn(FORMATS, format)

/** Later than any click, and a time that ids can still carry. */
const FAR = Date.UTC(9999, 0)

/** Null when neither bound was asked for. Throws `invalid` for what is no date. */
function slotOf({ from, to }: DaysAsked, zone: string): Slot | null {
	if (from === '' && to === '') return null
	try {
		return {
			from: from === '' ? 0 : fromLocalDate(from, zone),
			to: to === '' ? FAR : nextLocalMidnight(fromLocalDate(to, zone), zone),
		}
	} catch {
		throw new DomainError('invalid', 'data.noDate')
	}
}

/** One JSON object with an array for every table. */
async function* everything({ db, now }: Question, owner: { ownerId: string; profileId: number }) {
	yield `{"exported_at": ${JSON.stringify(new Date(now).toISOString())}`
	for (const name of EXPORT_NAMES) {
		yield `,\n${JSON.stringify(name)}: `
		yield* inFormat('json', name, exportRows(db, owner, name))
	}
	yield '}\n'
}
