import type { Network } from './types.ts'

const AMAZON_COUNTRIES =
	'com co.uk de fr it es nl se pl com.be ie ca com.au co.jp in com.br com.mx ae sa sg com.tr eg co.za'.split(' ')

/** Each country's shop by its exact domain: `amazon.evil.example` is nobody's. */
const SHOPS = AMAZON_COUNTRIES.map((country) => `amazon.${country}`)
const SHORT = ['amzn.to', 'amzn.eu', 'amzn.asia', 'a.co']

/** Amazon Associates. The tracking ID is chosen per place; the programme forbids tying one to a visitor. */
export const amazon: Network = {
	id: 'amazon',
	name: 'Amazon Associates',
	marks: [{ hosts: SHOPS, params: ['tag'] }, { hosts: SHORT }],
	subIdParams: ['tag'],
	mode: 'placement',
	destinations: [{ from: 'self', except: SHORT }],
	merchant: 'Amazon',
	direct: true,
	verified: true,
}
