import type { Export } from '../domain/exports/commands.ts'

/**
 * A file that is made while it is sent. The next piece is made when the last was taken; `drained` says so where
 * the server in front takes everything at once (functions/node.ts).
 */
export function download({ fileName, type, pieces }: Export, drained: App.Locals['drained']): Response {
	const encoder = new TextEncoder()
	const body = new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				await drained?.()
				const { done, value } = await pieces.next()
				if (done) controller.close()
				else controller.enqueue(encoder.encode(value))
			},
			async cancel() {
				await pieces.return(undefined)
			},
		},
		{ highWaterMark: 0 },
	)
	return new Response(body, {
		headers: {
			'content-type': type,
			'content-disposition': `attachment; filename="${fileName}"`,
			'cache-control': 'private, no-store',
		},
	})
}
