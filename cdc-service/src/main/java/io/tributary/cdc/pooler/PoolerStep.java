package io.tributary.cdc.pooler;

/** The next thing to do for a pooler; each may be repeated. */
enum PoolerStep {
  /** Read what its file says. */
  READ,
  /** Try what a change of sides needs and what no client notices. */
  PROVE,
  /** Have clients wait, and wait for their transactions. */
  PAUSE,
  /** Let clients go on. */
  RESUME,
  /** Lead it to the side that was opened. */
  REPOINT,
  /** It is where it should be. */
  NONE
}
