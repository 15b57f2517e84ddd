/** The limit of a redirect in workerd: it sends one message to a queue and answers. */
export default {
	fetch(request, env, context) {
		context.waitUntil(env.HITS_0.send({ at: Date.now(), url: request.url }))
		return new Response(null, {
			status: 302,
			headers: { location: 'https://shop.example/', 'cache-control': 'no-store' },
		})
	},
	async queue() {},
}
