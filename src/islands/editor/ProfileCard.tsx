import { Pencil } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { paths } from '../../paths.ts'
import { RefusedNote } from './RefusedNote.tsx'
import { SubjectForm } from './SubjectForm.tsx'
import type { EditorState } from './use-editor.ts'
import { useWords, type Words } from './words.ts'

/** Who the page is about, as followers see it, and the form behind it. */
export function ProfileCard({ state, words, hasScripts }: { state: EditorState; words: Words; hasScripts: boolean }) {
	const t = useWords()
	const [isOpen, setOpen] = useState(false)
	const { profile, avatar } = state
	const failed = state.refused('profile')
	const { name, bio, isHidden } = state.form(profile).values
	return (
		<section class="profile-card" aria-label={t('editor.profile')}>
			<div class="line">
				{avatar ? (
					<img class="portrait" src={paths.picture(avatar)} alt="" width={56} height={56} />
				) : (
					<span class="portrait" aria-hidden="true">
						{[...(name ?? '')][0]}
					</span>
				)}
				<div class="names">
					<h2 dir="auto">{name}</h2>
					<p class="muted small meta" dir="auto">
						{isHidden === 'true' ? t('editor.hidden.now') : bio || t('editor.bio.none')}
					</p>
				</div>
				<a
					class="button"
					href={paths.editProfile}
					aria-expanded={hasScripts ? isOpen : undefined}
					onClick={(event) => {
						event.preventDefault()
						setOpen(!isOpen)
					}}
				>
					{!isOpen && <Pencil size={16} aria-hidden="true" />} {t(isOpen ? 'app.close' : 'editor.edit')}
				</a>
			</div>
			{!isOpen && failed && <RefusedNote change={failed} onDiscard={() => state.discard(failed)} />}
			{isOpen && <SubjectForm subject={profile} state={state} words={words} hasScripts={hasScripts} />}
		</section>
	)
}
