/**
 * For every connection that deletes: SQLite overwrites what was deleted, where it writes the page anyway. Otherwise a deleted
 * account's address stays readable in the file's free bytes.
 */
export const FORGET = 'pragma secure_delete = fast'
