import { TAG_PARAM } from '../../src/domain/channels/channel.ts'

/**
 * Stands for the channel tag in a page that is kept once for all of them. No text of a creator's can hold it: control
 * characters are taken out of every field.
 */
export const TAG_SLOT = '\u0001'

const FIRST = `?${TAG_PARAM}=${TAG_SLOT}`
const FURTHER = `&amp;${TAG_PARAM}=${TAG_SLOT}`

/** The page as it is under a tag, or under none. A tag's letters need no escaping, in an address or in HTML. */
export function withTag(html: string, tag: string | null): string {
	if (tag === null) return html.replaceAll(FIRST, '').replaceAll(FURTHER, '')
	return html.replaceAll(TAG_SLOT, tag)
}
