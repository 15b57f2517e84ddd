import { clickRoutes } from './clicks.ts'
import { conversionRoutes } from './conversions.ts'
import { couponRoutes } from './coupons.ts'
import { linkRoutes } from './links.ts'
import { profileRoutes } from './profiles.ts'
import type { Route } from './route.ts'

/** Everything that `/api/v1` answers. */
export const routes: Route[] = [...profileRoutes, ...linkRoutes, ...couponRoutes, ...clickRoutes, ...conversionRoutes]
