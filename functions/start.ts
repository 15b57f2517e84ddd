import { buildIfChanged } from './build.ts'

buildIfChanged('node')
await import('./node.ts')
