import type { Db } from '../../db/client.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import type { Ctx } from '../../src/domain/ctx.ts'
import { NOON } from './factories.ts'

/** The world of a signed-in creator at the tests' noon. */
export const ctxFor = (db: Db, userId: string, now = NOON): Ctx => ({ db, userId, now, crypto })
