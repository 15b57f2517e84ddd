/** What a creator gets for a link: commission, a sale of their own, payment, a gift, or nothing. */
export const LINK_KINDS = ['affiliate', 'own', 'partnership', 'gift', 'none'] as const
export type LinkKind = (typeof LINK_KINDS)[number]

/** Everything a creator gains from is advertising and carries a label, the creator's own products too. */
export function needsLabel(kind: LinkKind): boolean {
	return kind !== 'none'
}

export function isAffiliate(kind: LinkKind): boolean {
	return kind === 'affiliate'
}
