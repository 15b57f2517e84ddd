import { createServer } from 'node:http'

/** The limit of anything that answers a redirect from `node:http`. */
createServer((_request, response) => {
	response.writeHead(302, { location: 'https://shop.example/', 'cache-control': 'no-store', 'content-length': '0' })
	response.end()
}).listen(Number(process.env.PORT), '127.0.0.1', () => console.info('is serving'))
