import type { Change } from './outbox.ts'

const PREFIX = 'vitrine.changes.'

/** Where one tab keeps the changes that the server has not taken, and finds those that a closed tab left behind. */
export interface Shelf {
	keep(changes: Change[]): void
	/** Takes over what other tabs of this page left, once they are gone. */
	adopt(): Promise<Change[]>
}

/** `owner` keeps the creators of a shared phone apart. A private window without storage keeps nothing, quietly. */
export function openShelf(owner: string): Shelf {
	const mine = `${PREFIX}${owner}.${crypto.randomUUID?.() ?? Math.random()}`
	holdForever(mine)
	return {
		keep: (changes) => write(mine, changes),
		async adopt() {
			const found: Change[] = []
			for (const key of keysOf(owner)) {
				if (key === mine || !(await isAbandoned(key))) continue
				found.push(...read(key))
				write(key, [])
			}
			return found
		},
	}
}

/** Whether changes that the server has not taken are kept in this browser, of whichever creator. */
export const hasDrafts = (): boolean => keysOf('').length > 0

/** Forgets them, of every creator and tab. */
export function forgetDrafts(): void {
	for (const key of keysOf('')) write(key, [])
}

/** A lock lives exactly as long as its tab. */
function holdForever(name: string): void {
	void navigator.locks?.request(name, () => new Promise<never>(() => {})).catch(() => {})
}

async function isAbandoned(name: string): Promise<boolean> {
	if (!navigator.locks) return true
	return navigator.locks.request(name, { ifAvailable: true }, (lock) => lock !== null)
}

/** Of one owner, or of all of them with an empty one. */
function keysOf(owner: string): string[] {
	try {
		return Object.keys(localStorage)
			.filter((key) => key.startsWith(owner === '' ? PREFIX : `${PREFIX}${owner}.`))
			.sort()
	} catch {
		return []
	}
}

function read(key: string): Change[] {
	try {
		return JSON.parse(localStorage.getItem(key) ?? '[]') as Change[]
	} catch {
		return []
	}
}

function write(key: string, changes: Change[]): void {
	try {
		if (changes.length === 0) localStorage.removeItem(key)
		else localStorage.setItem(key, JSON.stringify(changes))
	} catch {
		// A full or forbidden storage must not stop the saving itself.
	}
}
