import { expect, test } from 'vitest'
import { partyAt } from '../../../src/domain/auth/party.ts'

test.each([
	['https://vitrine.example', 'vitrine.example'],
	['https://vitrine.example:8443', 'vitrine.example'],
	['http://localhost:4321', 'localhost'],
	['http://maya.localhost', 'maya.localhost'],
	['https://localhost', 'localhost'],
	['http://vitrine.example', null],
	['http://localhost.example', null],
	['http://notlocalhost', null],
	['http://127.0.0.1:4321', null],
	['https://127.0.0.1', null],
	['https://192.168.1.5', null],
	['http://[::1]:4321', null],
	['https://[2001:db8::1]', null],
])('browsers make passkeys at %s for %s', (origin, id) => {
	expect(partyAt(origin)).toEqual(id && { id, origin })
})
