/// <reference types="astro/client" />

declare namespace App {
	interface Locals {
		platform: import('../functions/platform/platform.ts').Platform
		/** The signed-in creator, or null. */
		user: import('../db/queries/users.ts').Creator | null
		/** The language of the creator's rooms: the creator's choice, else the browser's. */
		language: import('./messages/index.ts').Language
		t: import('./messages/index.ts').Translate
		/** What a plain form post carried, so that a refused form can show it again. Never holds passwords. */
		typed: Record<string, string>
		/** Resolves when whoever downloads has taken what was written; absent where a stream waits by itself. */
		drained?: () => Promise<void>
	}
}
