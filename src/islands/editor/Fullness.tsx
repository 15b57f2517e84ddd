import type { BlockView } from '../../domain/blocks/fields.ts'
import { MAX_PAGE_BYTES } from '../../domain/blocks/limits.ts'
import { useWords } from './words.ts'

/** From here on the creator is told, in time to shorten something. */
const WORTH_SAYING = 0.7

/** How much of what a page may hold its words and addresses take; nothing while there is plenty of space. */
export function Fullness({ blocks }: { blocks: BlockView[] }) {
	const t = useWords()
	const share = blocks.reduce((sum, { bytes }) => sum + bytes, 0) / MAX_PAGE_BYTES
	if (share < WORTH_SAYING) return null
	const percent = Math.min(100, Math.floor(100 * share))
	return (
		<div class="fullness">
			<meter min={0} max={100} high={90} optimum={0} value={percent} aria-label={t('editor.fullness.name')} />
			<p class="muted small">{t('editor.fullness', { percent })}</p>
		</div>
	)
}
