import { afterEach, beforeEach, expect, vi } from 'vitest'

/** Whatever is written to console.error or console.warn fails the test, unless the test took it with `expectComplaint`. */
const complaints: string[] = []

beforeEach(() => {
	complaints.length = 0
	for (const level of ['error', 'warn'] as const) {
		vi.spyOn(console, level).mockImplementation(
			(...parts: unknown[]) => void complaints.push(parts.map(String).join(' ')),
		)
	}
})

afterEach(() => {
	expect(complaints, 'console.error or console.warn was called').toEqual([])
})

/** Takes the complaints so far; one of them must match. */
export function expectComplaint(pattern: RegExp): void {
	expect(complaints.splice(0).join('\n')).toMatch(pattern)
}
