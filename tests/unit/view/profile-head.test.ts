import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { crypto } from '../../../functions/platform/crypto.ts'
import { jsonForScript, oneLine, profileHeaders } from '../../../src/view/profile-head.ts'
import { profileScript } from '../../../src/view/profile-script.ts'

test('the policy names the very style and script, and nothing else', () => {
	const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
	const policy = profileHeaders('a{content:"→"}', crypto)['content-security-policy']
	expect(policy).toContain(`style-src ${hash('a{content:"→"}')};`)
	expect(policy).toContain(`script-src ${hash(profileScript)};`)
	expect(policy).toContain("default-src 'none';")
	expect(policy).not.toContain('unsafe')
})

test('forms go home, and from the preview nowhere', () => {
	expect(profileHeaders('', crypto)['content-security-policy']).toContain("form-action 'self';")
	expect(profileHeaders('', crypto, true)['content-security-policy']).toContain("form-action 'none';")
})

test('data cannot leave its script element, and means the same', () => {
	const bio = '</script><script>alert(1)</script><!-- & \u2028'
	const text = jsonForScript({ bio })
	expect(text).not.toMatch(/[<>&]/)
	expect(JSON.parse(text)).toEqual({ bio })
})

test.each([
	{ text: ' Slow mornings.\n\nOslo ', line: 'Slow mornings. Oslo' },
	{ text: '🌙'.repeat(200), line: `${'🌙'.repeat(159)}…` },
	{ text: `${'word '.repeat(40)}`, line: `${'word '.repeat(31)}word…` },
	{ text: '', line: '' },
])('$line', ({ text, line }) => {
	expect(oneLine(text)).toBe(line)
})
