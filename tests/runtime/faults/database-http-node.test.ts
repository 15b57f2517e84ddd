import { startNode } from '../../support/server.ts'
import { databaseFaults } from './database-http.ts'

databaseFaults(startNode, {
	lasting: { slow: 3000, refusing: 1500, dropping: 2000 },
	recoveryMs: 5000,
	saysStored: true,
})
