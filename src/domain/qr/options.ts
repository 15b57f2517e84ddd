import { z } from 'zod'
import { bounded } from '../text.ts'

/** Widths in pixels. Few, so that every picture that was made is likely to be asked for again. */
export const QR_SIZES = [512, 1024, 2048] as const
const LARGEST = 2048

/** A whole number as a query says it; a field that was emptied is one that was not asked for. */
const whole = (low: number, high: number, fallback: number, problem: string) =>
	z.preprocess(
		(sent) => (sent === '' ? undefined : sent),
		z.coerce.number(problem).int(problem).min(low, problem).max(high, problem).default(fallback),
	)

/** How a QR code is drawn, from a query string; every rule's message is a message key. */
export const QrOptions = z.object({
	/** How much of the code may be covered or torn: about 7, 15, 25 or 30 % (ISO/IEC 18004). */
	ec: z.preprocess(
		(sent) => (sent === '' ? undefined : sent),
		z.enum(['L', 'M', 'Q', 'H'], 'share.qr.ec').default('M'),
	),
	/** Width and height in pixels: another number than those of `QR_SIZES` is the next larger one. */
	size: whole(1, LARGEST, 512, 'share.qr.size').transform((asked) => QR_SIZES.find((size) => size >= asked) ?? LARGEST),
	/** The quiet zone around the code, in modules. The standard asks for four. */
	margin: whole(0, 16, 4, 'share.qr.margin'),
	/** Whether the browser is to keep it as a file. */
	download: bounded(10).transform(Boolean).default(false),
})
export type QrOptions = z.output<typeof QrOptions>
