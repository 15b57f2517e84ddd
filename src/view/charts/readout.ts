/** What a chart says at one place, for whoever touches it or walks along it with the arrow keys. */
export interface ReadPoint {
	/** From the left of the plot, in percent. */
	x: number
	name: string
	lines: ReadLine[]
}

export interface ReadLine {
	text: string
	/** The mark beside it: a series' colour and pattern. */
	mark: string
	/** From the top of the plot, in percent; null when nothing is to be marked in the plot. */
	y: number | null
}

/** The point nearest to a place between 0 and 100; the earlier one in the middle between two. */
export function nearestPoint(points: Pick<ReadPoint, 'x'>[], x: number): number {
	let nearest = 0
	for (const [i, point] of points.entries())
		if (Math.abs(point.x - x) < Math.abs((points[nearest]?.x ?? 0) - x)) nearest = i
	return nearest
}
