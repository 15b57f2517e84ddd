/** Holds the token of a second step that is owed after the password. */
export const STEP_COOKIE = 'vitrine_step'
