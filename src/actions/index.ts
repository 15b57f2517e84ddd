import { blocks } from './blocks.ts'
import { conversions } from './conversions.ts'
import { coupons } from './coupons.ts'
import { links } from './links.ts'
import { profiles } from './profiles.ts'

export const server = { blocks, conversions, coupons, links, profiles }
