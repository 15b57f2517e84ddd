/** The link by which a follower reports a page: a mail names the page, a web address is the operator's as it is. */
export function reportAddress(report: string, path: string): string {
	return report.startsWith('mailto:') ? `${report}?subject=${encodeURIComponent(`Report ${path}`)}` : report
}
