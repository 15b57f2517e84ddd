import { globSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { expect, test } from 'vitest'

/** Each room and the rooms it may import from. Data flows down this list and never up. */
const MAY_IMPORT: [room: string, from: string[]][] = [
	[
		'src/pages',
		[
			'src/pages',
			'src/layouts',
			'src/components',
			'src/islands',
			'src/actions',
			'src/api',
			'src/domain',
			'src/messages',
			'src/paths.ts',
			'src/view',
			'db/queries',
			'db/schema',
		],
	],
	[
		'src/actions',
		[
			'src/actions',
			'src/domain',
			'src/messages',
			'src/paths.ts',
			'src/view',
			'db/queries',
			'functions/platform/platform.ts',
		],
	],
	['src/api', ['src/api', 'src/domain', 'src/messages', 'src/paths.ts', 'db/queries', 'db/schema']],
	[
		'src/layouts',
		['src/layouts', 'src/components', 'src/islands', 'src/domain', 'src/messages', 'src/paths.ts', 'src/view'],
	],
	['src/components', ['src/components', 'src/islands', 'src/domain', 'src/messages', 'src/paths.ts', 'src/view']],
	['src/islands', ['src/islands', 'src/domain', 'src/messages', 'src/paths.ts', 'src/view']],
	['src/view', ['src/view', 'src/domain', 'src/messages', 'src/paths.ts', 'db/schema']],
	[
		'src/middleware.ts',
		['src/actions/run.ts', 'src/view', 'src/domain', 'src/messages', 'src/paths.ts', 'functions/platform/platform.ts'],
	],
	['src/domain', ['src/domain', 'db']],
	['functions', ['functions', 'src/components/profile/render.tsx', 'src/domain', 'src/messages', 'src/paths.ts', 'db']],
	['db', ['db']],
]

const FORBIDDEN_IN_DOMAIN = [
	/Date\.now\(/,
	/new Date\(\)/,
	/process\.env/,
	/import\.meta\.env/,
	/'astro:/,
	/'node:/,
	/'cloudflare:/,
	/\bcrypto\.(subtle|getRandomValues|randomUUID)/,
]
/** Islands run in the browser: they may know the rules, but not the commands and not the database. */
const FORBIDDEN_IN_ISLANDS = [/^src\/domain\/.*(commands|queries)/, /^db\//]

const files = globSync('{src,db,functions}/**/*.{ts,tsx,astro}').filter((file) => !file.endsWith('.d.ts'))

function importsOf(file: string): string[] {
	const text = readFileSync(file, 'utf8')
	const found = [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '')
	return found.filter((path) => path.startsWith('.')).map((path) => normalize(join(file, '..', path)))
}

const isUnder = (path: string, room: string) => path === room || path.startsWith(`${room}/`)

test('there are files to look at', () => {
	expect(files.length).toBeGreaterThan(40)
})

test.each(files)('%s imports only from rooms below it', (file) => {
	const rule = MAY_IMPORT.find(([room]) => isUnder(file, room))
	const strays = importsOf(file).filter((path) => rule && !rule[1].some((room) => isUnder(path, room)))
	expect(strays.map((path) => `${file} -> ${path}`)).toEqual([])
})

test.each(files.filter((file) => isUnder(file, 'src/domain')))(
	'%s knows no clock, environment or framework',
	(file) => {
		const text = readFileSync(file, 'utf8')
		expect(FORBIDDEN_IN_DOMAIN.filter((pattern) => pattern.test(text)).map(String)).toEqual([])
	},
)

test.each(files.filter((file) => isUnder(file, 'src/islands')))('%s takes no command to the browser', (file) => {
	expect(importsOf(file).filter((path) => FORBIDDEN_IN_ISLANDS.some((pattern) => pattern.test(path)))).toEqual([])
})

test('the driver is opened in one file', () => {
	const openers = files.filter((file) => /createClient\(/.test(readFileSync(file, 'utf8')))
	expect(openers).toEqual(['db/driver.ts'])
})

test('lucia stays in its room', () => {
	const users = files.filter((file) => /from 'lucia'/.test(readFileSync(file, 'utf8')))
	expect(users.filter((file) => !isUnder(file, 'src/domain/auth'))).toEqual([])
})
