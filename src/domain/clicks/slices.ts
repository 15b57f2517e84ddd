const LONGEST = 64

/** How many days the next slice has after one of this length: half as many when that was too much at once, else twice. */
export const nextLength = (length: number, wasTooMuch: boolean): number =>
	wasTooMuch ? Math.max(1, length >> 1) : Math.min(LONGEST, length * 2)
