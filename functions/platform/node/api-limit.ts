import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { API_CALLS, API_PERIOD_S } from '../api-limit.ts'

/** Counts calls by key in this process, which is the only one that serves. Answers 0, or after how many seconds to come again. */
export function openApiLimit(): (key: string) => Promise<number> {
	const limiter = new RateLimiterMemory({ points: API_CALLS, duration: API_PERIOD_S })
	return async (key) => {
		try {
			await limiter.consume(key)
			return 0
		} catch (refused) {
			if (!(refused instanceof RateLimiterRes)) throw refused
			return Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
		}
	}
}
