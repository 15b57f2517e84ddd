/** What a creator who has entered nothing yet is most likely paid in. */
export function likelyCurrency(language: 'en' | 'nb', timeZone: string): string {
	if (language === 'nb') return 'NOK'
	if (timeZone === 'Europe/London') return 'GBP'
	return timeZone.startsWith('Europe/') ? 'EUR' : 'USD'
}
