import type { Network } from './types.ts'

/** Brands may use a domain of their own: the path `/c/partner/ad/campaign` gives those away. */
export const impact: Network = {
	id: 'impact',
	name: 'impact.com',
	marks: [{ hosts: ['pxf.io', 'sjv.io', 'evyy.net', '7eer.net', 'ojrq.net'] }, { path: /^\/c\/\d+\/\d+\/\d+(?:\/|$)/ }],
	subIdParams: ['subId1', 'subId2', 'subId3'],
	mode: 'click',
	destinations: [{ from: 'query', params: ['u'] }],
	verified: true,
}
