package io.tributary.cdc.apply.target;

/** How changes are written; each way costs more than the one before it and copes with more. */
enum Way {
  /** Each key once, in place. */
  UPSERT,
  /** As UPSERT, but rows that may swap unique values are deleted and inserted. */
  REPLACE,
  /** Transaction by transaction, and change by change where one is refused. */
  CAREFUL
}
