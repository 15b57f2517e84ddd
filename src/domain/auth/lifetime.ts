/** How long a session lives without a visit. */
export const SESSION_DAYS = 30
