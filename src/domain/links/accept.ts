import { DomainError } from '../errors.ts'
import { readUrl } from './url.ts'

/** This installation's own addresses, which no link may lead to by way of `/go/`. */
export interface Here {
	ownOrigins: string[]
}

/** What was typed, as it is stored. What no link may lead to is refused at the field. */
export function acceptedUrl(typed: string, { ownOrigins }: Here): string {
	const read = readUrl(typed, { ownOrigins })
	if (!read.ok) throw new DomainError('invalid', read.problem, 'url')
	return read.url
}
