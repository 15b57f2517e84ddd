import { parseArgs } from 'node:util'
import Database from 'libsql'

/** Another program that holds the write lock of a database for some milliseconds: `node lock-holder.ts <file> <ms>`. */
const [file = '', ms = '0'] = parseArgs({ allowPositionals: true }).positionals
const db = new Database(file, { timeout: 5000 })
db.exec('begin immediate')
console.info('held')
setTimeout(() => {
	db.exec('commit')
	db.close()
}, Number(ms))
