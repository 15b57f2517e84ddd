import { conversions } from './conversions.ts'

export const server = { conversions }
