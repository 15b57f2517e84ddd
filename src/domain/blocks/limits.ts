/** Blocks on one page, hidden ones included. */
export const MAX_BLOCKS = 200

/** What the words and addresses of all blocks of a page may take, in bytes of HTML; two hundred links with long titles take a fifth. */
export const MAX_PAGE_BYTES = 150_000

/** A page is full at either. */
export const PAGE_LIMITS = { blocks: MAX_BLOCKS, bytes: MAX_PAGE_BYTES }

// Lengths in UTF-16 units, as browsers count a maxlength.
export const MAX_HEADING = 80
export const MAX_TEXT = 500
export const MAX_TITLE = 80
export const MAX_MERCHANT = 60
export const MAX_CODE = 40
export const MAX_OFFER = 80
export const MAX_NAME = 40
export const MAX_BIO = 160
/** An icon leads to a profile, whose address is short. */
export const MAX_ICON_URL = 300
