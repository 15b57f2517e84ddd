import { z } from 'zod'
import { BlockId } from '../blocks/schemas.ts'
import { MAX_PICTURE_BYTES } from './webp.ts'

/** The bytes are verified by `uploadPicture`; this only keeps heavy files from being read. */
const picture = z
	.file({ error: 'editor.picture.missing' })
	.min(1, 'editor.picture.missing')
	.max(MAX_PICTURE_BYTES, 'editor.picture.tooHeavy')

export const Picture = z.object({ picture })
export const LinkPicture = Picture.extend({ id: BlockId })
export const LinkPictureRemoval = z.object({ id: BlockId })
