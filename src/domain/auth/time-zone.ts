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

/** Runtimes list some zones under names that their own people no longer use (IANA's `backward` file). */
const TODAYS_NAMES: Record<string, string> = {
	'Africa/Asmera': 'Africa/Asmara',
	'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
	'America/Godthab': 'America/Nuuk',
	'Asia/Calcutta': 'Asia/Kolkata',
	'Asia/Katmandu': 'Asia/Kathmandu',
	'Asia/Rangoon': 'Asia/Yangon',
	'Asia/Saigon': 'Asia/Ho_Chi_Minh',
	'Atlantic/Faeroe': 'Atlantic/Faroe',
	'Europe/Kiev': 'Europe/Kyiv',
}

/** The zones to choose from: all that the runtime lists, by today's names, UTC, and the one that is chosen now. */
export function timeZonesWith(chosen: string): string[] {
	const listed = Intl.supportedValuesOf('timeZone').map((zone) => TODAYS_NAMES[zone] ?? zone)
	return [...new Set([...listed, 'UTC', chosen])].sort()
}
