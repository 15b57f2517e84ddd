import type { Editable } from '../../domain/blocks/fields.ts'
import { paths } from '../../paths.ts'
import { EditForm, type Refused } from './EditForm.tsx'
import { PictureChooser } from './PictureChooser.tsx'
import type { EditorState } from './use-editor.ts'
import { useWords, type Words } from './words.ts'

interface Props {
	subject: Editable
	state: EditorState
	words: Words
	hasScripts: boolean
	/** Without one, the form saves as it goes and that is all. */
	hasButton?: boolean
	refused?: Refused | null
}

/** The form of a block or of the profile, with the picture that belongs to it and what should be said about it. */
export function SubjectForm({ subject, state, words, hasScripts, hasButton = false, refused = null }: Props) {
	const form = state.form(subject)
	const failed = state.refused(subject.id)
	const href = subject.kind === 'profile' ? paths.editProfile : paths.editBlock(subject.id)
	const shared = { words, hasScripts, onTaken: state.take, refused: refused?.errors.picture ?? null }
	return (
		<div class="stack subject">
			{subject.kind === 'profile' && <AvatarChooser {...shared} subject={subject} avatar={state.avatar} />}
			<AffiliateWarning subject={subject} kind={form.values.kind} />
			<EditForm
				subject={subject}
				form={form}
				refused={refused}
				href={href}
				hasButton={hasButton}
				failed={failed}
				onDiscard={() => failed && state.discard(failed)}
			/>
			{subject.kind === 'link' && <LinkPicture {...shared} subject={subject} />}
		</div>
	)
}

type Shared = Pick<Parameters<typeof PictureChooser>[0], 'words' | 'hasScripts' | 'onTaken' | 'refused'>

function AvatarChooser({
	subject,
	avatar,
	...shared
}: Shared & { subject: Editable & { kind: 'profile' }; avatar: string | null }) {
	const t = useWords()
	const letter = [...subject.fields.name][0] ?? ''
	return (
		<PictureChooser
			{...shared}
			hash={avatar}
			letter={letter}
			label={t('editor.picture.avatar')}
			set="profiles.setAvatar"
			remove="profiles.removeAvatar"
		/>
	)
}

function LinkPicture({ subject, ...shared }: Shared & { subject: Editable & { kind: 'link' } }) {
	const t = useWords()
	const letter = [...subject.fields.title][0] ?? ''
	return (
		<PictureChooser
			{...shared}
			id={subject.id}
			hash={subject.picture}
			letter={letter}
			label={t('editor.picture.link')}
			set="links.setPicture"
			remove="links.removePicture"
		/>
	)
}

/** The law asks for the label whatever the creator calls the link; this warns and refuses nothing. */
function AffiliateWarning({ subject, kind }: { subject: Editable; kind: string | undefined }) {
	const t = useWords()
	if (subject.kind !== 'link' || !subject.looksAffiliate || kind !== 'none') return null
	return <p class="notice">{t('link.kind.warning')}</p>
}
