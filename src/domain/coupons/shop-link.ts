import { readUrl, type UrlProblem } from '../links/url.ts'
import { merchantUrlOf, networkOf } from '../networks/index.ts'
import { APPLY_PRESETS, type ApplyPreset, PLACEHOLDER } from './apply.ts'

export { APPLY_PRESETS, type ApplyPreset, PLACEHOLDER } from './apply.ts'

export type TemplateProblem = UrlProblem | 'coupon.template.noCode'

/**
 * The URL that takes a follower to the shop. `apply` is a preset or a template that contains `{code}`. Everything of the
 * shop's URL that need not change keeps its bytes; a network's tracking link is left alone, since the code is the shop's.
 */
export function shopLink({ url, code, apply }: { url: string; code: string; apply: string }): string {
	const encoded = encodeURIComponent(code.toWellFormed())
	if (apply.includes(PLACEHOLDER)) return apply.replaceAll(PLACEHOLDER, encoded)
	if (!isPreset(apply) || apply === 'none' || !code || isTrackingLink(url)) return url
	return apply === 'shopify' ? withDiscountPath(url, encoded) : withParam(url, apply, encoded)
}

/** Reads a template as typed: a web address by the rules of `readUrl`, with `{code}` in its path, query or fragment. */
export function readTemplate(
	typed: string,
	options?: Parameters<typeof readUrl>[1],
): { ok: true; template: string } | { ok: false; problem: TemplateProblem } {
	const read = readUrl(typed, options)
	if (!read.ok) return read
	if (!read.url.includes(PLACEHOLDER)) return { ok: false, problem: 'coupon.template.noCode' }
	const filled = readUrl(read.url.replaceAll(PLACEHOLDER, 'CODE'), options)
	return filled.ok ? { ok: true, template: read.url } : filled
}

function isPreset(apply: string): apply is ApplyPreset {
	return (APPLY_PRESETS as readonly string[]).includes(apply)
}

function isTrackingLink(url: string): boolean {
	const network = networkOf(url)
	return network !== null && merchantUrlOf(url, network) !== url
}

/** `https://shop.com/p?x=1#f` to `https://shop.com/discount/CODE?redirect=%2Fp%3Fx%3D1#f`. */
function withDiscountPath(url: string, code: string): string {
	const [, origin = '', target = '', fragment = ''] = /^(\w+:\/\/[^/?#]*)([^#]*)(.*)$/.exec(url) ?? []
	if (/^\/discount\//i.test(target)) return origin + target.replace(/(?<=^\/discount\/)[^/?]*/i, code) + fragment
	const path = target.startsWith('/') ? target : `/${target}`
	const redirect = path === '/' ? '' : `?redirect=${encodeURIComponent(path)}`
	return `${origin}/discount/${code}${redirect}${fragment}`
}

function withParam(url: string, name: string, value: string): string {
	const [, base = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(.*)$/.exec(url) ?? []
	const pairs = (query ?? '').split('&')
	const at = pairs.findIndex((pair) => pair === name || pair.startsWith(`${name}=`))
	if (at >= 0) pairs[at] = `${name}=${value}`
	else if (pairs.at(-1) === '') pairs[pairs.length - 1] = `${name}=${value}`
	else pairs.push(`${name}=${value}`)
	return `${base}?${pairs.join('&')}${fragment}`
}
