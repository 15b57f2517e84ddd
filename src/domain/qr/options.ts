import { z } from 'zod'
import { bounded } from '../text.ts'

const whole = (low: number, high: number, fallback: number, problem: string) =>
	z.coerce.number(problem).int(problem).min(low, problem).max(high, problem).default(fallback)

/** How a QR code is drawn, from a query string; every rule's message is a message key. */
export const QrOptions = z.object({
	/** How much of the code may be covered or torn: about 7, 15, 25 or 30 % (ISO/IEC 18004). */
	ec: z.enum(['L', 'M', 'Q', 'H'], 'share.qr.ec').default('M'),
	/** Width and height in pixels. */
	size: whole(128, 2048, 512, 'share.qr.size'),
	/** The quiet zone around the code, in modules. The standard asks for four. */
	margin: whole(0, 16, 4, 'share.qr.margin'),
	/** Whether the browser is to keep it as a file. */
	download: bounded(10).transform(Boolean).default(false),
})
export type QrOptions = z.output<typeof QrOptions>
