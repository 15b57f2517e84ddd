import { BUILT_IN_TAGS } from '../../domain/channels/channel.ts'
import type { Facet } from '../../domain/clicks/facets.ts'
import { hourIndex, NO_COUNTRY, UNKNOWN_CHANNEL } from '../../domain/clicks/facets.ts'
import { DAY } from '../../domain/time.ts'
import { type Language, LOCALES, type MessageKey, type Translate } from '../../messages/index.ts'
import { APP_NAMES } from '../apps.ts'

interface Known {
	targets: { publicId: string; kind: 'link' | 'coupon'; title: string }[]
	channels: { tag: string; name: string }[]
}

/** Says the values of facets in a creator's language, and never more than is known. */
export function facetNames(language: Language, t: Translate, known: Known): (facet: Facet, key: string) => string {
	const regions = new Intl.DisplayNames(LOCALES[language], { type: 'region', fallback: 'code' })
	const names: Record<Facet, (key: string) => string> = {
		link: (key) => targetName(known.targets.find(({ publicId }) => publicId === key) ?? null, t),
		channel: (key) => channelName(key, known.channels, t),
		country: (key) => (key === NO_COUNTRY ? t('clicks.country.none') : regionName(key, regions)),
		device: (key) => t(`clicks.device.${key}` as MessageKey),
		app: (key) => APP_NAMES[key] ?? t(`clicks.app.${key}` as MessageKey),
		hour: (key) => hourName(key, language, t),
	}
	return (facet, key) => names[facet](key)
}

export function targetName(target: Known['targets'][number] | null, t: Translate): string {
	if (!target) return t('clicks.gone')
	return target.kind === 'coupon' ? t('clicks.code', { code: target.title }) : target.title
}

/** What is no code of a region, such as Cloudflare's T1 for Tor, is shown as it was stored: `of` throws at it. */
const regionName = (key: string, regions: Intl.DisplayNames): string =>
	(/^[A-Z]{2}$/.test(key) ? regions.of(key) : null) ?? key

function channelName(key: string, own: Known['channels'], t: Translate): string {
	if (key === UNKNOWN_CHANNEL) return t('clicks.channel.unknown')
	const [kind, name = ''] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)]
	if (kind === 'app') return APP_NAMES[name] ? t('clicks.channel.app', { app: APP_NAMES[name] }) : t('clicks.app.other')
	if (kind !== 'tag') return name
	const builtIn = BUILT_IN_TAGS.find((tag) => tag === name)
	if (builtIn) return t(`share.place.${builtIn}`)
	return own.find(({ tag }) => tag === name)?.name ?? t('clicks.channel.tag', { tag: name })
}

function hourName(key: string, language: Language, t: Translate): string {
	const index = hourIndex(key)
	return t('clicks.hour', {
		day: weekdayNames(language, 'long')[Math.floor(index / 24)] ?? '',
		hours: hourSpan(index % 24),
	})
}

/** `14–15`; the last hour of a day ends at 24. */
export const hourSpan = (hour: number): string =>
	`${String(hour).padStart(2, '0')}–${String(hour + 1).padStart(2, '0')}`

/** Monday first. */
export function weekdayNames(language: Language, width: 'long' | 'short' | 'narrow'): string[] {
	const format = new Intl.DateTimeFormat(LOCALES[language], { weekday: width, timeZone: 'UTC' })
	const monday = Date.UTC(2024, 0, 1)
	return Array.from({ length: 7 }, (_, day) => format.format(monday + day * DAY))
}
