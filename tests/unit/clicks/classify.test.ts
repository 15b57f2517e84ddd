import { expect, test } from 'vitest'
import { classify, type RequestFacts } from '../../../src/domain/clicks/classify.ts'
import { readAgent } from '../../../src/domain/clicks/client.ts'
import { isHosting } from '../../../src/domain/clicks/hosting.ts'
import { CHROME_DESKTOP, PREVIEW_BOT, SAFARI_IPHONE, TIKTOK_ANDROID } from '../../support/agents.ts'

/** Seen from crawlers that leave their name out (user-agents 2.1.198): an iPhone has no Chrome, only CriOS. */
const CHROME_ON_IPHONE =
	'Mozilla/5.0 (iPhone; CPU iPhone OS 11_0 like Mac OS X) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/40.0.1567.1276 Mobile Safari/537.36'
const CHROME_FOR_IOS =
	'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/150.0.0.0 Mobile/15E148 Safari/604.1'

const AMAZON = 16509
const TELENOR = 2119
const NORDVPN = 212238
const PRIVATE_RELAY = 36183

interface Case {
	name: string
	userAgent?: string
	facts?: Partial<RequestFacts>
	asn?: number | null
	bucket: string
}

const cases: Case[] = [
	{ name: 'a phone at home', bucket: 'counted' },
	{ name: 'a phone on a relay', asn: PRIVATE_RELAY, bucket: 'counted' },
	{ name: 'a phone on a VPN', asn: NORDVPN, bucket: 'counted' },
	{ name: 'a desktop on a VPN', userAgent: CHROME_DESKTOP, asn: NORDVPN, bucket: 'counted' },
	{ name: 'TikTok on a VPN', userAgent: TIKTOK_ANDROID, asn: NORDVPN, bucket: 'counted' },
	{ name: 'no language, at home', facts: { language: undefined }, asn: TELENOR, bucket: 'counted' },
	{ name: 'no language, network unknown', facts: { language: undefined }, asn: null, bucket: 'counted' },
	{ name: 'no language, on a relay', facts: { language: undefined }, asn: PRIVATE_RELAY, bucket: 'counted' },
	{ name: 'no language, among servers', facts: { language: undefined }, asn: AMAZON, bucket: 'bot' },
	{ name: 'an empty language, among servers', facts: { language: '' }, asn: AMAZON, bucket: 'bot' },
	{ name: 'Chrome on an iPhone, at home', userAgent: CHROME_ON_IPHONE, asn: TELENOR, bucket: 'counted' },
	{ name: 'Chrome on an iPhone, among servers', userAgent: CHROME_ON_IPHONE, asn: AMAZON, bucket: 'bot' },
	{ name: 'the real Chrome for iOS, on a VPN', userAgent: CHROME_FOR_IOS, asn: AMAZON, bucket: 'counted' },
	{ name: 'a bot at home', userAgent: PREVIEW_BOT, asn: TELENOR, bucket: 'bot' },
	{ name: "a bot with the creator's cookie", userAgent: PREVIEW_BOT, facts: { isOwner: true }, bucket: 'bot' },
	{ name: 'the creator', facts: { isOwner: true }, bucket: 'owner' },
	{ name: "the creator's browser, looking ahead", facts: { isOwner: true, purpose: 'prefetch' }, bucket: 'preload' },
	{ name: 'a bot that looks ahead', userAgent: PREVIEW_BOT, facts: { purpose: 'prefetch' }, bucket: 'preload' },
	{ name: 'HEAD', facts: { method: 'HEAD' }, bucket: 'preload' },
	{ name: 'a purpose that is none', facts: { purpose: 'navigation' }, bucket: 'counted' },
]

test.each(cases)('$name is $bucket', ({ userAgent = SAFARI_IPHONE, facts, asn = TELENOR, bucket }) => {
	const usual = { method: 'GET', purpose: '', language: 'nb', isOwner: false, agent: readAgent(userAgent) }
	expect(classify({ ...usual, asn: () => asn, ...facts })).toBe(bucket)
})

test('nobody asks for the network of somebody who is no suspect', () => {
	const asn = () => {
		throw new Error('asked')
	}
	const facts = { method: 'GET', purpose: '', language: 'nb', isOwner: false, asn }
	for (const userAgent of [SAFARI_IPHONE, TIKTOK_ANDROID, PREVIEW_BOT, ''])
		expect(() => classify({ ...facts, agent: readAgent(userAgent) })).not.toThrow()
})

test('the networks that private relays leave by are not among the servers', () => {
	expect([13335, 36183, 20940, 54113, null].map(isHosting)).toEqual([false, false, false, false, false])
	expect([AMAZON, NORDVPN].map(isHosting)).toEqual([true, true])
})
