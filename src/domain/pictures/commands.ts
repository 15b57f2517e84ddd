import { insertPicture } from '../../../db/queries/pictures.ts'
import type { Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { DAY } from '../time.ts'
import { readWebp } from './webp.ts'

const HASH_LENGTH = 32
/** Pictures of one creator: more than a full page shows. */
const MAX_PICTURES = 300

/** Stores a picture under the hash of its bytes and answers it; the same bytes are stored once. */
export async function uploadPicture(ctx: Ctx, { bytes }: { bytes: Uint8Array }): Promise<{ hash: string }> {
	const read = readWebp(bytes)
	if (!read.ok) throw new DomainError('invalid', read.problem, 'picture')
	const hash = ctx.crypto.sha256(bytes).slice(0, HASH_LENGTH)
	const { width, height } = read
	const picture = { hash, ownerId: ctx.userId, base64: base64(bytes), width, height, createdAt: ctx.now }
	const isStored = await insertPicture(ctx.db, picture, MAX_PICTURES, ctx.now - DAY)
	if (!isStored) throw new DomainError('invalid', 'editor.picture.tooMany', 'picture', { limit: MAX_PICTURES })
	return { hash }
}

function base64(bytes: Uint8Array): string {
	let binary = ''
	for (const byte of bytes) binary += String.fromCharCode(byte)
	return btoa(binary)
}
