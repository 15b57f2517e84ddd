/** The words of counting, for the screens that show every hit. */
export { BUCKETS, type Bucket, KINDS, type Kind } from '../../../db/schema/hits.ts'
