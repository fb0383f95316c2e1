package io.tributary.cdc.copy;

/** What came of the attempt to take a chunk. */
enum ChunkClaim {
  /** It is to be copied now; nobody else does until the open transaction ends. */
  TAKEN,
  /** Another instance, or another worker, copies it. */
  HELD,
  /** It is in the target, or there is no such chunk any more. */
  OVER
}
