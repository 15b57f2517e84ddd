import { useEffect, useState } from 'preact/hooks'

/** False in what the server sends, and until this script has taken it over: what needs scripts is shown only then. */
export function useHydrated(): boolean {
	const [isHydrated, setHydrated] = useState(false)
	useEffect(() => setHydrated(true), [])
	return isHydrated
}
