/** How long a session lives without a visit. */
export const SESSION_DAYS = 30

/** How long a session lives however often it is used. */
export const MOST_SESSION_DAYS = 180
