import type { Network } from './types.ts'

/** Two forms: `/click-PID-AID?sid=&url=` and `/links/PID/type/dlg/sid/SID/https://shop…`. */
export const cj: Network = {
	id: 'cj',
	name: 'CJ',
	marks: [
		{
			hosts: [
				'anrdoezrs.net',
				'dpbolvw.net',
				'jdoqocy.com',
				'kqzyfj.com',
				'tkqlhce.com',
				'emjcd.com',
				'qksrv.net',
				'apmebf.com',
				'cj.dotomi.com',
			],
		},
	],
	subIdParams: ['sid'],
	mode: 'click',
	destinations: [
		{ from: 'match', pattern: /\/links\/[^?#]*?\/(https?(?::|%3a).+)$/i },
		{ from: 'query', params: ['url', 'URL'] },
	],
	verified: true,
}
