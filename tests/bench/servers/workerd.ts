import { createTestHarness } from 'wrangler'
import { startHranaServer } from '../../../db/hrana/server.ts'

/** A worker in workerd: the built site over the database in FILE, or the bare one in CONFIG. Says on which port. */
const { CONFIG = '', FILE } = process.env
const database = FILE ? await startHranaServer({ file: FILE }) : null
const vars: Record<string, string> = database
	? { DATABASE_URL: database.url, ORIGIN: 'http://127.0.0.1', SECRET: 'a secret of the bench, long enough to be one' }
	: {}
const harness = createTestHarness({ workers: [{ configPath: CONFIG, vars }] })
const { url } = await harness.listen()
console.info(`It is serving on ${url.origin}`)
process.once('SIGTERM', async () => {
	await harness.close()
	await database?.close()
	process.exit(0)
})
