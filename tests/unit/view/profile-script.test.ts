import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { profileScript } from '../../../src/view/profile-script.ts'

test("the page's script is small, whole, and written for old web views", () => {
	expect(brotliCompressSync(profileScript).length).toBeLessThanOrEqual(2048)
	expect(() => new Function(profileScript)).not.toThrow()
	expect(profileScript).not.toMatch(/\?\.|\?\?|\basync\b|\bawait\b|^\s*\/\//m)
	expect(profileScript).not.toContain('</script')
})
