import { type Progress, rebuildAll } from '../../src/domain/clicks/rebuild.ts'
import type { Command } from './command.ts'

const TELL_EVERY_MS = 1000

export const rebuildRollups: Command = {
	summary: 'Count every chart anew, wherever raw hits still exist, also while a server is running.',
	usage: '',
	options: {},
	needsDatabase: true,
	async run({ ctx: { db }, tell }) {
		let told = performance.now()
		const tellNow = ({ days, ofDays }: Progress) => {
			if (performance.now() - told < TELL_EVERY_MS) return
			told = performance.now()
			tell(`${days} of ${ofDays} days`)
		}
		let [profiles, days] = [0, 0]
		for (const one of db.databases()) {
			const rebuilt = await rebuildAll(one, () => performance.now(), tellNow)
			profiles += rebuilt.profiles
			days += rebuilt.days
		}
		return {
			text: `Counted ${days} ${days === 1 ? 'day' : 'days'} of ${profiles} ${profiles === 1 ? 'page' : 'pages'} anew.`,
			json: { profiles, days },
		}
	},
}
