import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import NODE_FLAGS from '../../functions/node-flags.json' with { type: 'json' }

const SERVER = [...NODE_FLAGS.filter((flag) => !flag.startsWith('--disable-warning')), 'dist/node/front/node.mjs']
const lineOf = (file: string, line: RegExp) => line.exec(readFileSync(`functions/deploy/${file}`, 'utf8'))?.[1] ?? ''

test('the container and the unit start Node with the flags of `npm start`', () => {
	expect(JSON.parse(lineOf('Dockerfile', /^CMD (.+)$/m))).toEqual(['node', ...SERVER])
	const [node, ...rest] = lineOf('vitrine.service', /^ExecStart=(.+)$/m).split(' ')
	expect([node, rest]).toEqual(['/srv/vitrine/node_modules/node/bin/node', SERVER])
})

test('neither lets the service write its own code', () => {
	expect(lineOf('vitrine.service', /^ReadWritePaths=(.+)$/m)).toBe('/srv/vitrine/data')
	expect(lineOf('Dockerfile', /^COPY (--from=build .+)$/m)).not.toContain('chown')
})
