import { startNode } from '../../support/server.ts'
import { databaseFaults } from './database-http.ts'

databaseFaults(startNode, { recoveryMs: 5000, saysStored: true })
