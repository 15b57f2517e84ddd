/** Blocks on one page, hidden ones included. */
export const MAX_BLOCKS = 200

// Lengths in UTF-16 units, as browsers count a maxlength.
export const MAX_HEADING = 80
export const MAX_TEXT = 500
export const MAX_TITLE = 80
export const MAX_MERCHANT = 60
export const MAX_CODE = 40
export const MAX_OFFER = 80
export const MAX_NAME = 40
export const MAX_BIO = 160
