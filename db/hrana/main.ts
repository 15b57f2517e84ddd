import { parseArgs } from 'node:util'
import { startHranaServer } from './server.ts'

const USAGE = 'Usage: node db/hrana/main.ts --file data/edge.db [--port 8080] [--host 127.0.0.1] [--token X]'

try {
	const { file, port, host, token } = readArguments()
	const server = await startHranaServer({ file, port, host, authToken: token })
	console.info(server.url)
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close())
} catch (error) {
	console.error(explain(error))
	process.exitCode = 1
}

function readArguments() {
	const text = { type: 'string' } as const
	const { values } = parseArgs({ options: { file: text, port: text, host: text, token: text } })
	const port = Number(values.port ?? 0)
	if (!values.file || !Number.isInteger(port) || port < 0 || port > 65535) throw new Error(USAGE)
	return { ...values, file: values.file, port }
}

function explain(error: unknown) {
	const { code, message, port } = error as NodeJS.ErrnoException & { port?: number }
	if (code === 'EADDRINUSE') return `Port ${port} is in use: stop what uses it or choose another with --port.`
	return code?.startsWith('ERR_PARSE_ARGS') ? USAGE : message
}
