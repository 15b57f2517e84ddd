import { startEdge } from '../support/server.ts'
import { tenChecks } from './checks.ts'

tenChecks(startEdge)
