import type { Live } from '../../domain/clicks/live.ts'
import type { Translate } from '../../messages/index.ts'
import type { Numbers } from '../numbers.ts'

/** The last half hour in a sentence. */
export function liveText({ people, clicks, isMore }: Live, numbers: Numbers, t: Translate): string {
	const say = (count: number) => ({ count, n: numbers.count(count) + (isMore ? '+' : '') })
	return `${t('clicks.live.people', say(people))}, ${t('clicks.of.click', say(clicks))}`
}
