import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { blocks, channels, conversions, counters, profiles } from '../schema/index.ts'

// Whose a row is, as a condition on the table that it is in.

/** The ids of a creator's pages, as a subquery. */
export const ownProfileIds = (db: Db, ownerId: string) =>
	db.select({ id: profiles.id }).from(profiles).where(eq(profiles.ownerId, ownerId))

export const isOwnBlock = (db: Db, ownerId: string) => inArray(blocks.profileId, ownProfileIds(db, ownerId))

export const isOwnChannel = (db: Db, ownerId: string) => inArray(channels.profileId, ownProfileIds(db, ownerId))

export const isOwnConversion = (db: Db, ownerId: string) => inArray(conversions.profileId, ownProfileIds(db, ownerId))

export const isOwnProfile = (ownerId: string, profileId: number) =>
	and(eq(profiles.id, profileId), eq(profiles.ownerId, ownerId))

/** A profile as counting knows it, in the database where its hits are. */
export const isOwnCounter = (ownerId: string, profileId: number) =>
	and(eq(counters.profileId, profileId), eq(counters.ownerId, ownerId))
