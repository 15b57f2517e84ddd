import type { Answer } from './http.ts'

const YEAR_SECONDS = 31_536_000

type Headers = Record<string, string>

/** Headers that answers have whoever makes them; made once, because a tap waits for them. */
export interface CommonHeaders {
	/** Of every answer. */
	all: Headers
	/** Of what has a content: a redirect has no page whose rights these could limit, and would change the one it leaves. */
	content: Headers
}

/** https is insisted on only where ORIGIN is under it. */
export function commonHeaders(origin: string): CommonHeaders {
	const all = {
		'x-content-type-options': 'nosniff',
		...(origin.startsWith('https:') && { 'strict-transport-security': `max-age=${YEAR_SECONDS}` }),
	}
	const content = {
		'referrer-policy': 'strict-origin-when-cross-origin',
		'permissions-policy': 'browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()',
	}
	return { all, content: { ...all, ...content } }
}

/** The answer of the front door with the headers that it lacks. Its own object is changed: a copy would cost a tap more. */
export function finished(answer: Answer, { all, content }: CommonHeaders): Answer {
	Object.assign(answer.headers, answer.headers['content-type'] === undefined ? all : content)
	return answer
}

/** For the files that Cloudflare serves without asking the Worker: https://developers.cloudflare.com/workers/static-assets/headers. */
export const FILE_HEADERS = [
	'/*',
	...Object.entries(commonHeaders('https:').content).map(([name, value]) => `  ${name}: ${value}`),
	'',
].join('\n')

const TEXT_WITHOUT_CHARSET = /^text\/[\w.+-]+$/

/** A content type that says how its text is to be read. */
export const withCharset = (type: string): string => (TEXT_WITHOUT_CHARSET.test(type) ? `${type}; charset=utf-8` : type)

/** Astro's answer on Workers, finished. */
export function finishedResponse(response: Response, { content }: CommonHeaders): Response {
	const answer = new Response(response.body, response)
	for (const [name, value] of Object.entries(content)) if (!answer.headers.has(name)) answer.headers.set(name, value)
	const type = answer.headers.get('content-type')
	if (type) answer.headers.set('content-type', withCharset(type))
	return answer
}
