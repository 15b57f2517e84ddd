import { startEdge } from '../../support/server.ts'
import { databaseFaults } from './database-http.ts'

// The queue gathers for two seconds, and waits longer after each failure.
databaseFaults(startEdge, { compareWith: '/hit', recoveryMs: 30_000, saysStored: false })
