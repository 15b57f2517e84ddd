/**
 * Whether what was kept until a moment may still be shown. What claims to be kept for longer than `ttlMs`
 * was kept before the clock was set back.
 */
export const isFresh = (until: number, now: number, ttlMs: number): boolean => until > now && until - now <= ttlMs
