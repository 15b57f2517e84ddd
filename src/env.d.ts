/// <reference types="astro/client" />
declare namespace App {
	interface Locals {
		platform: import('../functions/platform/platform.ts').Platform
	}
}
