import { describe, expect, test } from 'vitest'
import type { SocialFields } from '../../../src/domain/blocks/fields.ts'
import { socialContent } from '../../../src/domain/profiles/social-form.ts'
import { SOCIAL_NETWORKS, type SocialNetwork } from '../../../src/domain/profiles/social-networks.ts'
import { isMessageKey, translator } from '../../../src/messages/index.ts'

const HERE = { ownOrigins: ['https://vitrine.example'] }
const EMPTY = Object.fromEntries(SOCIAL_NETWORKS.map((network) => [network, ''])) as SocialFields

function stored(network: SocialNetwork, typed: string): string {
	const [icon] = JSON.parse(socialContent({ ...EMPTY, [network]: typed }, HERE))
	return icon.url
}

describe('names', () => {
	test.each<[SocialNetwork, string, string]>([
		['instagram', 'maya.moller', 'https://www.instagram.com/maya.moller'],
		['instagram', 'maya', 'https://www.instagram.com/maya'],
		['instagram', '@maya_larsen', 'https://www.instagram.com/maya_larsen'],
		['instagram', '＠maya', 'https://www.instagram.com/maya'],
		['instagram', 'maya.no', 'https://www.instagram.com/maya.no'],
		['instagram', '@maya/', 'https://www.instagram.com/maya'],
		['instagram', '\u2068@maya\u2069', 'https://www.instagram.com/maya'],
		['tiktok', 'maya.makes', 'https://www.tiktok.com/@maya.makes'],
		['youtube', '@måneskinn', 'https://www.youtube.com/@måneskinn'],
		['youtube', '@日本', 'https://www.youtube.com/@日本'],
		['youtube', 'UCabcdefghijklmnopqrstuv', 'https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv'],
		['facebook', '@maya', 'https://www.facebook.com/maya'],
		['facebook', 'maya.larsen.9', 'https://www.facebook.com/maya.larsen.9'],
		['snapchat', 'maya-l', 'https://www.snapchat.com/add/maya-l'],
		['threads', '@maya@threads.net', 'https://www.threads.com/@maya'],
		['x', 'maya', 'https://x.com/maya'],
		['pinterest', 'maya', 'https://www.pinterest.com/maya'],
		['twitch', 'maya', 'https://www.twitch.tv/maya'],
		['web', '@maya@mastodon.social', 'https://mastodon.social/@maya'],
		['mail', 'maya@example.com', 'mailto:maya@example.com'],
		['mail', 'Maya <maya@example.com>', 'mailto:maya@example.com'],
		['mail', 'mailto:maya@example.com?subject=Hi', 'mailto:maya@example.com'],
		['mail', 'maya@example.com?subject=Hi', 'mailto:maya@example.com'],
	])('%s=%s', (network, typed, url) => {
		expect(stored(network, typed)).toBe(url)
	})
})

describe('addresses keep their bytes', () => {
	test.each<[SocialNetwork, string, string]>([
		['instagram', 'https://www.instagram.com/maya?igsh=MTc4&utm_source=qr', ''],
		['tiktok', 'vm.tiktok.com/ZM123/', 'https://vm.tiktok.com/ZM123/'],
		['tiktok', 'Maya (@maya) on TikTok https://www.tiktok.com/@maya?_t=1', 'https://www.tiktok.com/@maya?_t=1'],
		['youtube', 'https://youtu.be/abc', ''],
		['pinterest', 'https://no.pinterest.com/maya/', ''],
		['pinterest', 'https://www.pinterest.co.uk/maya', ''],
		['facebook', 'https://www.facebook.com/profile.php?id=1', ''],
		['facebook', 'facebook.com/maya', 'https://facebook.com/maya'],
		['spotify', 'https://open.spotify.com/artist/1?si=2', ''],
		['x', 'https://twitter.com/maya', ''],
		['web', 'https://www.instagram.com/maya', ''],
		['web', 'maya.example', 'https://maya.example'],
	])('%s=%s', (network, typed, url) => {
		expect(stored(network, typed)).toBe(url || typed)
	})
})

describe('refusals speak of names, networks and addresses, not of shops', () => {
	test.each<[SocialNetwork, string, string]>([
		['spotify', '@maya', 'editor.social.addressOnly'],
		['spotify', 'Maya Møller', 'editor.social.addressOnly'],
		['instagram', 'Maya Møller', 'editor.social.name'],
		['instagram', 'måneskinn', 'editor.social.name'],
		['instagram', '@', 'editor.social.name'],
		['instagram', '...', 'editor.social.name'],
		['instagram', '@maya@mastodon.social', 'editor.social.name'],
		['instagram', 'maya@example.com', 'editor.social.email'],
		['facebook', 'mailto:maya@example.com', 'editor.social.email'],
		['instagram', 'javascript:alert(1)', 'editor.social.name'],
		['instagram', 'tiktok.com/@maya', 'editor.social.otherNetwork'],
		['snapchat', 'https://instagram.com/feil', 'editor.social.otherNetwork'],
		['instagram', 'youtube.com', 'editor.social.otherNetwork'],
		['instagram', 'https://instagram.com.evil.example/maya', 'editor.social.otherHost'],
		['instagram', 'www.maya.example', 'editor.social.otherHost'],
		['instagram', 'instagram.com', 'editor.social.frontPage'],
		['instagram', 'https://www.instagram.com/', 'editor.social.frontPage'],
		['instagram', 'https://instagram.com/a https://instagram.com/b', 'link.url.several'],
		['web', 'maya@example.com', 'editor.social.web.email'],
		['web', '@maya', 'editor.social.web.address'],
		['web', 'maya', 'editor.social.web.address'],
		['web', 'https://vitrine.example/go/x', 'link.url.ownRedirect'],
		['mail', '@maya', 'editor.social.mail'],
		['mail', 'a@b.example, c@d.example', 'editor.social.mail'],
	])('%s=%s: %s', (network, typed, key) => {
		let refused: { message?: string; field?: string; values?: Record<string, string> } = {}
		try {
			stored(network, typed)
		} catch (error) {
			refused = error as typeof refused
		}
		expect(refused).toMatchObject({ message: key, field: network })
		for (const language of ['en', 'nb'] as const) {
			if (!isMessageKey(key)) throw new Error(`${key} has no sentence`)
			const sentence = translator(language)(key, refused.values)
			expect(sentence).not.toMatch(/[{}]|undefined|shop|butikk/i)
			if (key === 'editor.social.otherNetwork') expect(sentence).toMatch(/TikTok|Instagram|YouTube/)
		}
	})
})
