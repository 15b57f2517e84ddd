import type { Profile } from '../../db/schema/profiles.ts'
import { blockView, profileView } from '../domain/blocks/view.ts'
import type { Translate } from '../messages/index.ts'
import { wordsOf } from './words.ts'

/** What the editor's islands begin with. */
export function editorStart(profile: Profile, rows: Parameters<typeof blockView>[0][], now: number, t: Translate) {
	return {
		owner: profile.ownerId,
		profile: profileView(profile),
		avatar: profile.avatar,
		blocks: rows.map((row) => blockView(row, now, profile.timeZone)),
		words: wordsOf(t, ['editor', 'link', 'coupon', 'app']),
	}
}
