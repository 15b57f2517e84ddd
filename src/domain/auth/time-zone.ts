/** Whether this runtime knows the zone. Offsets such as `+02:00`, which have no summer, are not zones. */
export function isTimeZone(name: string): boolean {
	if (!/^[A-Za-z]/.test(name)) return false
	try {
		new Intl.DateTimeFormat('en', { timeZone: name })
		return true
	} catch {
		return false
	}
}

/** What the browser said, when that is a zone; else the one that most people of the language live in. */
export function timeZoneOr(said: string | undefined, language: 'en' | 'nb'): string {
	if (said !== undefined && isTimeZone(said)) return said
	return language === 'nb' ? 'Europe/Oslo' : 'UTC'
}
