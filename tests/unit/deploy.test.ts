import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import NODE_FLAGS from '../../functions/node-flags.json' with { type: 'json' }

test('the container starts Node with the flags of `npm start`', () => {
	const command = /^CMD (.+)$/m.exec(readFileSync('functions/deploy/Dockerfile', 'utf8'))?.[1]
	const flags = NODE_FLAGS.filter((flag) => !flag.startsWith('--disable-warning'))
	expect(JSON.parse(command ?? '')).toEqual(['node', ...flags, 'dist/node/front/node.mjs'])
})
