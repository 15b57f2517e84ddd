import type { RawReading } from '../../domain/clicks/question.ts'

/** Begins a reading whose steps can be watched while its result is waited for. The steps end with it; null when it fails. */
export function readAlong({ plan, read }: RawReading) {
	let wake = Promise.withResolvers<void>()
	let latest = 0
	let isOver = false
	const stir = () => {
		wake.resolve()
		wake = Promise.withResolvers()
	}
	const result = read((behind) => {
		latest = behind
		stir()
	})
		.catch((error: unknown) => {
			console.error('Raw hits could not be read.', error)
			return null
		})
		.finally(() => {
			isOver = true
			stir()
		})
	async function* steps() {
		while (!isOver) {
			await wake.promise
			yield latest
		}
	}
	return { plan, result, steps: steps() }
}
