import { DomainError } from '../errors.ts'
import { findAddress, type Pasted } from './pasted.ts'
import { displayHost, type ReadUrl, readUrl } from './url.ts'

/** This installation's own addresses, which no link may lead to by way of `/go/`. */
export interface Here {
	ownOrigins: string[]
}

/** What was typed or pasted, as it is stored. What no link may lead to is refused at the field. */
export function acceptedUrl(typed: string, { ownOrigins }: Here): string {
	const read = readUrl(pastedAddress(typed, 'url'), { ownOrigins })
	if (!read.ok) throw new DomainError('invalid', read.problem, 'url')
	return read.url
}

/** The one address in what was pasted, else the text itself. Several, or an e-mail address, are refused at the field. */
export function pastedAddress(typed: string, field: string): string {
	const pasted = findAddress(typed)
	if (pasted.found === 'email') throw new DomainError('invalid', 'link.url.email', field)
	if (pasted.found === 'several') throw severalRefusal(pasted, field)
	return pasted.found === 'one' ? pasted.address : typed
}

function severalRefusal({ addresses }: Extract<Pasted, { found: 'several' }>, field: string): DomainError {
	const [address = ''] = addresses
	const first = hostOfRead(readUrl(address)) || address.slice(0, 40)
	return new DomainError('invalid', 'link.url.several', field, { count: addresses.length, first })
}

const hostOfRead = (read: ReadUrl): string => (read.ok ? displayHost(read.url) : '')
