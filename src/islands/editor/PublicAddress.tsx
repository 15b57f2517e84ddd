import { ExternalLink } from 'lucide-preact'
import CopyButton from '../CopyButton.tsx'
import { useWords } from './words.ts'

/** The one address that a creator shares, to copy and to open. */
export function PublicAddress({ url }: { url: string }) {
	const t = useWords()
	const words = { copy: t('app.copy'), copied: t('app.copied'), selected: t('app.selected') }
	return (
		<div class="address">
			<span id="public-address" class="url">
				{url}
			</span>
			<span class="row">
				<CopyButton text={url} shownIn="public-address" label={t('editor.copy')} words={words} />
				<a class="button" href={url} target="_blank" rel="noopener">
					{t('editor.see')} <ExternalLink size={16} aria-hidden="true" />
				</a>
			</span>
		</div>
	)
}
