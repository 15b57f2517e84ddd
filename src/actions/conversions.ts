import { deleteConversion, editConversion, enterConversion, restoreConversion } from '../domain/conversions/commands.ts'
import { ChangedEntry, EntryId, NewEntry } from '../domain/conversions/schemas.ts'
import { LOCALES } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { act } from './run.ts'

export const conversions = {
	enter: act(NewEntry, async (ctx, typed, { locals }) => {
		const { publicId } = await enterConversion(ctx, typed, LOCALES[locals.language])
		return { then: `${paths.earnings}?added=${publicId}` }
	}),
	edit: act(ChangedEntry, async (ctx, typed, { locals }) => {
		const { publicId } = await editConversion(ctx, typed, LOCALES[locals.language])
		return { then: `${paths.earnings}?changed=${publicId}` }
	}),
	delete: act(EntryId, async (ctx, { publicId }) => {
		await deleteConversion(ctx, { publicId })
		return { then: `${paths.earnings}?deleted=${publicId}` }
	}),
	restore: act(EntryId, async (ctx, { publicId }) => {
		await restoreConversion(ctx, { publicId })
		return { then: `${paths.earnings}?restored=${publicId}` }
	}),
}
