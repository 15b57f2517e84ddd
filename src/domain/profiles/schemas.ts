import { z } from 'zod'
import { MAX_BIO, MAX_NAME } from '../blocks/limits.ts'
import { Version } from '../blocks/schemas.ts'
import { lines, requiredLine } from '../text.ts'

export const PROFILE_LANGUAGES = ['en', 'nb'] as const

export const ProfileEdit = z.object({
	version: Version,
	name: requiredLine(MAX_NAME, 'editor.name.empty', 'editor.name.tooLong'),
	bio: lines(MAX_BIO, 'editor.bio.tooLong'),
	language: z.enum(PROFILE_LANGUAGES, { error: 'editor.language.unknown' }),
	isHidden: z.boolean(),
})
