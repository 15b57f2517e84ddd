#!/usr/bin/env bash
# compression 1.8.2 (Node 20.20.2 and 24.21.0): where an answer is compressed, a response's write(chunk, callback) takes the
# callback for an encoding and never calls it; where it is not compressed, and without the middleware, Node calls it.
# Seen: "plain: called, gzip: not called, identity: called".
# Astro 7.3.5's Node adapter ends the answer of a page that failed while it was streamed in exactly that callback, so that
# with this middleware in front the answer stays open.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error compression@1.8.2 >/dev/null
cat >try.cjs <<'JS'
const { createServer, get } = require('node:http')
const compress = require('compression')()
async function called(middleware, coding) {
	let isCalled = false
	const server = createServer((request, response) => {
		const answer = () => {
			response.setHeader('content-type', 'text/html')
			response.write('<p>some text</p>', () => (isCalled = true))
			setTimeout(() => response.end(), 200)
		}
		middleware ? compress(request, response, answer) : answer()
	})
	await new Promise((done) => server.listen(0, '127.0.0.1', done))
	await new Promise((done) => {
		const options = { port: server.address().port, headers: { 'accept-encoding': coding } }
		get(options, (answer) => answer.resume().on('end', done))
	})
	server.close()
	return isCalled ? 'called' : 'not called'
}
async function main() {
	const seen = `plain: ${await called(false, 'gzip')}, gzip: ${await called(true, 'gzip')}, identity: ${await called(true, 'identity')}`
	console.log(seen)
	process.exit(seen === 'plain: called, gzip: not called, identity: called' ? 0 : 1)
}
main()
JS
node try.cjs
