import { ExternalLink } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { useWords } from './words.ts'

const COPIED_MS = 2000

/** The one address that a creator shares, to copy and to open. */
export function PublicAddress({ url, hasScripts }: { url: string; hasScripts: boolean }) {
	const t = useWords()
	const [isCopied, setCopied] = useState(false)
	async function copy() {
		try {
			await navigator.clipboard.writeText(url)
			setCopied(true)
			setTimeout(() => setCopied(false), COPIED_MS)
		} catch {
			getSelection()?.selectAllChildren(document.getElementById('public-address') as HTMLElement)
		}
	}
	return (
		<div class="address">
			<span id="public-address" class="url">
				{url.replace(/^https?:\/\//, '')}
			</span>
			<span class="row">
				<button class="button" type="button" onClick={copy} style={{ visibility: hasScripts ? 'visible' : 'hidden' }}>
					<span aria-live="polite">{t(isCopied ? 'app.copied' : 'app.copy')}</span>
				</button>
				<a class="button" href={url} target="_blank" rel="noopener">
					{t('editor.see')} <ExternalLink size={16} aria-hidden="true" />
				</a>
			</span>
		</div>
	)
}
