import { startEdge } from '../../support/server.ts'
import { databaseFaults } from './database-http.ts'

// The queue gathers for two seconds, and waits longer after each failure.
databaseFaults(startEdge, {
	lasting: { slow: 2500, refusing: 3000, dropping: 7000 },
	recoveryMs: 30_000,
	saysStored: false,
})
