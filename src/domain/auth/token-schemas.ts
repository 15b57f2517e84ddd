import { z } from 'zod'
import { requiredLine } from '../text.ts'

export const MAX_TOKEN_NAME = 60

export const NewToken = z.object({ name: requiredLine(MAX_TOKEN_NAME, 'api.tokenNameEmpty', 'api.tokenNameTooLong') })

export const TokenId = z.object({ id: z.number().int().positive() })
