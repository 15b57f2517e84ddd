import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type CountryResponse, Reader } from 'mmdb-lib'
import { BoundedMap } from '../../../src/domain/bounded-map.ts'

const DATA = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'
const REMEMBERED = 20_000

/** Looks up the country of an address in the packaged database (CC0); null when it does not know. */
export async function openCountries(): Promise<(address: string) => string | null> {
	const path = createRequire(import.meta.url).resolve(DATA)
	const reader = new Reader<CountryResponse & { country_code?: string }>(await readFile(path))
	const known = new BoundedMap<string, string | null>(REMEMBERED)
	return (address) => {
		const remembered = known.get(address)
		if (remembered !== undefined) return remembered
		const country = reader.get(address)?.country_code ?? null
		known.set(address, country)
		return country
	}
}
