const HERE = 'http://here.invalid'

/** The path to go on to after signing in, or null when what was asked for is not a path of ours. */
export function localPath(asked: string): string | null {
	if (!asked.startsWith('/') || !URL.canParse(asked, HERE)) return null
	const { origin, pathname, search } = new URL(asked, HERE)
	return origin === HERE && !pathname.startsWith('//') ? pathname + search : null
}
