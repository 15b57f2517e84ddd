import { globSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import type { z } from 'zod'
import { routes } from '../../src/api/index.ts'
import { isEmailAddress } from '../../src/domain/auth/email-address.ts'
import { localPath } from '../../src/domain/auth/next.ts'
import { isTimeZone } from '../../src/domain/auth/time-zone.ts'
import type { SocialFields } from '../../src/domain/blocks/fields.ts'
import { tagFrom } from '../../src/domain/channels/tag.ts'
import { shopLink } from '../../src/domain/coupons/shop-link.ts'
import { findAddress } from '../../src/domain/links/pasted.ts'
import { asciiUrl, displayHost, hostOf, MOST_TYPED } from '../../src/domain/links/url.ts'
import { isDirect, merchantUrlOf, NETWORKS, networkOf } from '../../src/domain/networks/index.ts'
import { socialContent } from '../../src/domain/profiles/social-form.ts'
import { SOCIAL_NETWORKS } from '../../src/domain/profiles/social-networks.ts'
import { oneLine } from '../../src/view/profile-head.ts'

// Astro's own part of an action is not asked here: only what each of them lets in.
vi.mock('astro:actions', () => ({ defineAction: (definition: object) => definition, ActionError: Error }))

type Inner = z.core.$ZodType
type Definition = Record<string, unknown> & { type: string; checks?: { _zod: { def: Record<string, unknown> } }[] }
const defOf = (schema: Inner) => schema._zod.def as unknown as Definition

/** The paths of all strings in a schema whose first rule is not an aborting maximum. What a pipe has checked is not asked again. */
function unbounded(schema: Inner, path = ''): string[] {
	const def = defOf(schema)
	switch (def.type) {
		case 'string': {
			const first = def.checks?.[0]?._zod.def
			return first?.check === 'max_length' && first.abort === true ? [] : [path]
		}
		case 'object':
			return Object.entries(def.shape as Record<string, Inner>).flatMap(([key, inner]) =>
				unbounded(inner, `${path}/${key}`),
			)
		case 'array':
			return [
				...(def.checks?.some(({ _zod }) => _zod.def.check === 'max_length') ? [] : [`${path}[]`]),
				...unbounded(def.element as Inner, `${path}[]`),
			]
		case 'pipe': {
			const { type } = defOf(def.in as Inner)
			// `preprocess` is a transform first: what comes out of it has not been measured.
			return unbounded((type === 'transform' ? def.out : def.in) as Inner, path)
		}
		case 'union':
			return (def.options as Inner[]).flatMap((inner) => unbounded(inner, path))
		case 'optional':
		case 'nullable':
		case 'default':
		case 'prefault':
		case 'catch':
		case 'readonly':
			return unbounded(def.innerType as Inner, path)
		case 'enum':
		case 'literal':
		case 'number':
		case 'int':
		case 'boolean':
		case 'file':
			return []
		default:
			return [`${path}: ${def.type} is a kind of schema that this test does not know`]
	}
}

describe('every text from outside is measured first', async () => {
	const { server } = await import('../../src/actions/index.ts')
	const actions = Object.entries(server).flatMap(([noun, verbs]) =>
		Object.entries(verbs).map(([verb, action]) => [`${noun}.${verb}`, action] as const),
	)

	test('there are actions and routes to look at', () => {
		expect(actions.length).toBeGreaterThan(40)
		expect(routes.length).toBeGreaterThan(15)
	})

	test.each(actions)('by the action %s', (_, action) => {
		const { input } = action as unknown as { input: Inner }
		expect(unbounded(input)).toEqual([])
	})

	test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
		'by the API at %s',
		(_, route) => {
			const inputs = [route.query, route.body].filter((schema) => schema !== undefined)
			expect(inputs.flatMap((schema) => unbounded(schema))).toEqual([])
		},
	)
})

/** How each exported reader of the domain is asked about a text. */
const READERS: Record<string, (text: string, read: (...given: never[]) => unknown) => unknown> = {
	readAddress: plainly,
	readAgent: plainly,
	readAmount: (text, read) => read(...([text, 'NOK', 'nb-NO'] as never[])),
	readablePunycode: plainly,
	readCampaign: (text, read) => read(...([`utm_source=${text}`] as never[])),
	readChoice: plainly,
	readDecimal: plainly,
	readFilters: (text, read) => read(...([() => text, []] as never[])),
	readHandle: plainly,
	readSocial: (text, read) => read(...([JSON.stringify([{ network: 'web', url: `https://${text}` }])] as never[])),
	readTemplate: (text, read) => read(...([`https://shop.example/{code}${text}`] as never[])),
	readTheme: plainly,
	readUrl: plainly,
}

/** Not of text, or of a database: their inputs have been through the readers above. */
const NOT_OF_TEXT = [
	'readBlock',
	'readClickReport',
	'readEarningsReport',
	'readLiveCount',
	'readPeriodReport',
	'readProfile',
	'readRaw',
	'readSession',
	'readTyped',
	'readWebp',
	'readWhy',
]

/** What else reads text from outside under another name. */
const OTHERS: Record<string, (text: string) => unknown> = {
	asciiUrl: (text) => asciiUrl(`https://shop.example/${text}`),
	findAddress: (text) => [findAddress(text), findAddress(`https://shop.example/?q=1 ${text}`)],
	displayHost: (text) => displayHost(`https://${text}`),
	hostOf: (text) => hostOf(`https://${text}`),
	isDirect: (text) => isDirect(`https://shop.example/${text}`),
	isEmailAddress: (text) => isEmailAddress(`maya@${text}`),
	isTimeZone,
	localPath: (text) => localPath(`/${text}`),
	merchantUrlOf: (text) =>
		NETWORKS.map((network) => merchantUrlOf(`https://shop.example/${text}?url=https://${text}`, network)),
	networkOf: (text) => networkOf(`https://shop.example/${text}`),
	oneLine,
	socialContent: (text) => socialRefusal(text),
	shopLink: (text) => shopLink({ url: `https://shop.example/${text}`, code: text, apply: 'shopify' }),
	tagFrom,
}

/** What an icon's field of every network says. */
function socialRefusal(text: string): unknown[] {
	return SOCIAL_NETWORKS.map((network) => {
		try {
			return socialContent({ [network]: text } as SocialFields, { ownOrigins: [] })
		} catch (error) {
			return error
		}
	})
}

function plainly(text: string, read: (...given: never[]) => unknown): unknown {
	return read(...([text] as never[]))
}

const FILLINGS = [' ', '\u200b', '.', ':', '/', '@', '-', 'a', '1', '%', '(', '\n', '?', '&', '{', 'é', ',']
const EDGES = [
	['a', 'a'],
	['https://a.b/', ':x'],
	['', '@'],
	['1', '1'],
] as const
/** Sizes that a form takes, and beyond what any reader takes. */
const SIZES = [
	[2 ** 9, 2 ** 11],
	[2 ** 12, 2 ** 14],
] as const
/** A step of four grows a linear reader fourfold, a quadratic one sixteenfold. */
const MOST_GROWTH = 8
/** Shorter than this, a clock tells nothing. */
const NOISE_MS = 2

describe('no reader takes longer than the text is long', async () => {
	const modules = await Promise.all(
		globSync('src/domain/**/*.ts').map((file) => import(`../../${file}`) as Promise<Record<string, unknown>>),
	)
	const found = Object.fromEntries(
		modules.flatMap((module) =>
			Object.entries(module).filter(([name, value]) => /^read[A-Za-z]/.test(name) && typeof value === 'function'),
		),
	) as Record<string, (...given: never[]) => unknown>

	test('every exported reader is asked', () => {
		expect(Object.keys(found).sort()).toEqual([...Object.keys(READERS), ...NOT_OF_TEXT].sort())
	})

	const asked = [
		...Object.entries(READERS).map(
			([name, ask]) => [name, (text: string) => ask(text, found[name] as (...given: never[]) => unknown)] as const,
		),
		...Object.entries(OTHERS),
	]
	test.each(asked)('%s', (_, read) => {
		for (const filling of FILLINGS)
			for (const [before, after] of EDGES)
				for (const sizes of SIZES) {
					const text = (n: number) => before + filling.repeat(n) + after
					expect(growthOf(read, text, sizes), `${sizes[1]} times ${JSON.stringify(filling)}`).toBeLessThan(MOST_GROWTH)
				}
	})

	test('an address is refused for its length before it is read', () => {
		expect(found.readUrl?.(...(['\u0000'.repeat(MOST_TYPED + 1)] as never[]))).toEqual({
			ok: false,
			problem: 'link.url.tooLong',
		})
	})
})

/** How many times longer the larger size takes; 0 when a clock cannot tell. */
function growthOf(
	read: (text: string) => unknown,
	text: (n: number) => string,
	[few, many]: readonly [number, number],
) {
	const [short, long] = [text(few), text(many)]
	let growth = Number.POSITIVE_INFINITY
	// A pause of the machine can only make a time longer: the least growth of several is the reader's own.
	for (let tries = 0; tries < 9 && growth >= MOST_GROWTH; tries++) {
		const taken = elapsed(read, long)
		growth = Math.min(growth, taken < NOISE_MS ? 0 : taken / Math.max(elapsed(read, short), NOISE_MS / MOST_GROWTH))
	}
	return growth
}

function elapsed(read: (text: string) => unknown, text: string): number {
	const start = performance.now()
	read(text)
	return performance.now() - start
}
