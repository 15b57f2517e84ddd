import { startNode } from '../support/server.ts'
import { tenChecks } from './checks.ts'

tenChecks(startNode)
