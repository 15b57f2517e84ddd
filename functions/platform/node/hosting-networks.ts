import { readFileSync } from 'node:fs'
import { BoundedMap } from '../../../src/domain/bounded-map.ts'
import { addressNumber } from './address-number.ts'

/**
 * Two lists of address ranges and the numbers of their networks, in order and without overlap, one record a line:
 * `03000000-0303ffff  16509`. Records have one length, so that the list is searched as it stands and nothing is parsed.
 * Made by functions/hosting-networks.ts from @ip-location-db/asn 2.3.2026061719 (CC BY 4.0): Route Views
 * (routeviews.org), NRO (nro.net), IP Geolocation by DB-IP (https://db-ip.com). Changed: other networks, names and small ranges left out.
 */
export const FAMILIES = { 4: { digits: 8 }, 6: { digits: 12 } }
export type Family = keyof typeof FAMILIES

export const listOf = (family: Family): URL => new URL(`./hosting-ipv${family}.txt`, import.meta.url)

const lists: Partial<Record<Family, Buffer>> = {}

const REMEMBERED = 20_000
const known = new BoundedMap<string, number | null>(REMEMBERED)

/**
 * The number of the hosting network that an address belongs to; null when it belongs to none, or to one that is not listed.
 * The list is read at the first question, because most servers never have a suspect to ask about.
 */
export function hostingAsn(address: string): number | null {
	const remembered = known.get(address)
	if (remembered !== undefined) return remembered
	const asn = lookUp(address)
	known.set(address, asn)
	return asn
}

function lookUp(address: string): number | null {
	const family = address.includes(':') ? 6 : 4
	lists[family] ??= readFileSync(listOf(family))
	return search(lists[family], FAMILIES[family].digits, addressNumber(address))
}

const ASN_DIGITS = 6

function search(list: Buffer, digits: number, wanted: number): number | null {
	const length = 2 * digits + ASN_DIGITS + 3
	const hexAt = (at: number) => Number.parseInt(list.toString('latin1', at, at + digits), 16)
	let [low, high] = [0, list.length / length]
	while (low < high) {
		const middle = (low + high) >>> 1
		if (hexAt(middle * length) <= wanted) low = middle + 1
		else high = middle
	}
	const found = (low - 1) * length
	if (low === 0 || hexAt(found + digits + 1) < wanted || Number.isNaN(wanted)) return null
	return Number(list.toString('latin1', found + length - 1 - ASN_DIGITS, found + length - 1))
}
