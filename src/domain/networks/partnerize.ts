import type { Network } from './types.ts'

/** `/click/camref:x/pubref:y/destination:https…`: the sub-ID must come before the destination. */
export const partnerize: Network = {
	id: 'partnerize',
	name: 'Partnerize',
	marks: [{ hosts: ['prf.hn'] }],
	subIdParams: ['pubref'],
	mode: 'click',
	destinations: [{ from: 'match', pattern: /\/destination(?::|%3a)(.+)$/i }],
	maxLength: 256,
	verified: true,
}

/** Ascend by Partnerize, once Pepperjam. */
export const pepperjam: Network = {
	id: 'pepperjam',
	name: 'Ascend by Partnerize',
	marks: [{ hosts: ['pntra.com', 'pntrac.com', 'pntrs.com', 'pjtra.com', 'pjatr.com', 'gopjn.com'] }],
	subIdParams: ['sid'],
	mode: 'click',
	destinations: [{ from: 'query', params: ['url'] }],
	verified: false,
}
