import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HOSTING } from '../src/domain/clicks/hosting.ts'
import { addressNumber } from './platform/node/address-number.ts'
import { FAMILIES, type Family, listOf } from './platform/node/hosting-networks.ts'

/** Smaller ranges would make the lists three times as long for two in a hundred of the addresses. */
const SMALLEST = { 4: 2 ** 10, 6: 2 ** 8 }

/** Numbers as `addressNumber` makes them, both included. */
interface Range {
	first: number
	last: number
	asn: number
}

/**
 * Writes the lists that `platform/node/hosting-networks.ts` reads. The package they are made from weighs 64 MB and stays outside:
 * `npm pack @ip-location-db/asn`, unpack it, `node functions/hosting-networks.ts package`.
 */
function main(folder: string): void {
	for (const family of [4, 6] as const) {
		const ranges = joined(rangesOf(readFileSync(join(folder, `asn-ipv${family}.csv`), 'utf8')))
		const kept = ranges.filter(({ first, last }) => last - first + 1 >= SMALLEST[family])
		writeFileSync(listOf(family), kept.map((range) => `${record(range, family)}\n`).join(''))
	}
}

function rangesOf(csv: string): Range[] {
	return csv.split('\n').flatMap((line) => {
		const [first = '', last = '', number = ''] = line.split(',', 3)
		const asn = Number(number)
		return HOSTING.has(asn) ? [{ first: addressNumber(first), last: addressNumber(last), asn }] : []
	})
}

/** Neighbours of one network made one, in order. */
function joined(ranges: Range[]): Range[] {
	const result: Range[] = []
	for (const range of ranges.sort((a, b) => a.first - b.first)) {
		const before = result.at(-1)
		if (before?.asn === range.asn && range.first <= before.last + 1) before.last = Math.max(before.last, range.last)
		else result.push(range)
	}
	return result
}

function record({ first, last, asn }: Range, family: Family): string {
	const hex = (number: number) => number.toString(16).padStart(FAMILIES[family].digits, '0')
	return `${hex(first)}-${hex(last)} ${String(asn).padStart(6)}`
}

main(process.argv[2] ?? 'package')
