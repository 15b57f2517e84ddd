import { isEmailAddress } from '../auth/email-address.ts'
import { MOST_TYPED } from './url.ts'

/** What a pasted or typed text holds: one address, more than one, or the text as it is when no address stands out. */
export type Pasted =
	| { found: 'one'; address: string }
	| { found: 'several'; addresses: string[] }
	| { found: 'email' | 'none' }

const WORD = /\S+/g
const BARE = /^[^\s/?#:@()[\]<>]+\.[^\s/?#:@()[\]<>.\d]{2,}\.?(?::\d{1,5})?(?:[/?#]|$)/u
const UNSEEN = new Set(['\u200b', '\u200e', '\u200f', '\u2060', '\u2066', '\u2067', '\u2068', '\u2069'])
const OPENERS = new Set([...'([{<«‹“„‘"\'*`', '（', '「', '『', '【', ...UNSEEN])
const CLOSERS: Record<string, string> = { ')': '(', ']': '[', '}': '{', '>': '<' }
const STOPS = new Set([...'.,;:…"\'”’»›`', '。', '，', '、', '；', '：', '）', '」', '』', '】'])
const LONGEST_PARAMETER = 20
/** Parameters whose values people write by hand, or that hold another address with such values. */
const FREE_TEXT = /[?&#_:~](?:q|s|k|u|url|ued|murl|to|query|search|keywords?|text|term|name|title|campaign|content)$/i

/**
 * Finds the address in what a person pasted: without the text before and after it, and without what wraps it, as in
 * `<…>`, `(…)` or `[words](…)`. A space ends an address outside its query; inside, where the rest reads as text. A text of
 * more than `MOST_TYPED` is not searched.
 */
export function findAddress(typed: string): Pasted {
	if (typed.length > MOST_TYPED) return { found: 'none' }
	const words = [...typed.matchAll(WORD)].map(({ 0: text, index }) => ({ text, index, ...startOf(text) }))
	if (words.length === 1 && isEmailAddress((words[0]?.text ?? '').replace(/^mailto:/i, ''))) return { found: 'email' }
	const isInText = words.length > 1
	const marked = words.filter(({ kind }) => kind === 'scheme')
	const starts =
		marked.length > 0 ? marked : words.filter(({ kind }) => kind === 'bare' || (kind === 'host' && !isInText))
	const [first, ...others] = starts.length > 0 ? starts : words.slice(0, 1).filter(isLowerHost)
	if (!first) return { found: 'none' }
	const from = first.index + first.at
	const address = typed.slice(from, endOf(typed, from, others[0]?.index ?? typed.length, isInText))
	const rest = others.filter(({ index }) => index >= from + address.length)
	const more = rest.map(({ text, at }) => withoutTail(text.slice(at), true)).filter((other) => other !== address)
	return more.length === 0
		? { found: 'one', address }
		: { found: 'several', addresses: [...new Set([address, ...more])] }
}

/** Where an address begins in a word: by its scheme, or as a bare `shop.com/x`; `host` is a bare name without a path. */
function startOf(word: string): { kind: 'scheme' | 'bare' | 'host' | 'none'; at: number } {
	const link = word.indexOf('](')
	const at = link < 0 ? leadOf(word) : link + 2
	const body = word.slice(at)
	const scheme = /https?:\/\//i.exec(body)?.index ?? -1
	if (scheme === 0) return { kind: 'scheme', at }
	if (BARE.test(body)) {
		if (/^www\./i.test(body) || /[/?#]/.test(body)) return { kind: 'bare', at }
		return { kind: 'host', at }
	}
	// `intent://x?url=https://y` is an address of its own scheme, and not a text with an address in it.
	if (scheme < 0 || /^[a-z][a-z0-9+.-]*:[^\s]/i.test(body.slice(0, scheme))) return { kind: 'none', at }
	return { kind: 'scheme', at: at + scheme }
}

/** `shop.com and so on` begins with an address, `Hello.Look at this` does not. */
const isLowerHost = ({ kind, text }: { kind: string; text: string }) => kind === 'host' && /\.\p{Ll}+\.?,?$/u.test(text)

function leadOf(word: string): number {
	let at = 0
	while (at < word.length - 1 && OPENERS.has(word.charAt(at))) at++
	return at
}

/** Where the address that begins at `from` ends, at the latest at `limit`. */
function endOf(text: string, from: number, limit: number, isInText: boolean): number {
	const area = text.slice(from, limit)
	const space = area.search(/\s/)
	if (space < 0) return from + withoutTail(area, isInText).length
	const head = area.slice(0, space)
	const tail = area.slice(space)
	const isQuery = /[?#]/.test(head) && continuesQuery(head, tail)
	return from + withoutTail(isQuery ? area.trimEnd() : head, !isQuery).length
}

/** Whether the words after a query's first space still belong to it. */
function continuesQuery(head: string, tail: string): boolean {
	const words = tail.trim().split(/\s+/)
	if (/[\r\n]/.test(tail)) return false
	if (words.some((word) => /&[^&=]+=/.test(word))) return true
	if (withoutTail(head, true) !== head || !/^[\p{L}\p{N}+%{]/u.test(words[0] ?? '')) return false
	const parameter = head.slice(0, head.lastIndexOf('='))
	if (FREE_TEXT.test(parameter.slice(-LONGEST_PARAMETER))) return true
	return words.length < 3 && words.every((word) => /^[\p{Ll}\p{N}%+_-]+$/u.test(word))
}

/** Without the marks of the sentence around it; a closing bracket stays where the address opened it. */
function withoutTail(address: string, isInText: boolean): string {
	const counts = new Map<string, number>()
	for (const mark of address) counts.set(mark, (counts.get(mark) ?? 0) + 1)
	let end = address.length
	for (; end > 0; end--) {
		const mark = address.charAt(end - 1)
		const opener = CLOSERS[mark]
		const isLoose = opener !== undefined && (counts.get(mark) ?? 0) > (counts.get(opener) ?? 0)
		if (!isLoose && !STOPS.has(mark) && !UNSEEN.has(mark) && !(isInText && (mark === '!' || mark === '?'))) break
		counts.set(mark, (counts.get(mark) ?? 0) - 1)
	}
	return address.slice(0, end)
}
