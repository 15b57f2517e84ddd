import { z } from 'zod'
import { requiredLine } from '../text.ts'
import { currentPassword } from './schemas.ts'

export const MAX_TOKEN_NAME = 60

export const TOKEN_SCOPES = ['full', 'read'] as const

export const NewToken = z.object({
	name: requiredLine(MAX_TOKEN_NAME, 'api.tokenNameEmpty', 'api.tokenNameTooLong'),
	scope: z.enum(TOKEN_SCOPES).catch('read'),
	currentPassword,
})

export const TokenId = z.object({ id: z.number().int().positive() })
