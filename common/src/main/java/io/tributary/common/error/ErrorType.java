package io.tributary.common.error;

/** Whose fault an error is, which decides what happens next. */
public enum ErrorType {
  /** Something the operator wrote or asked for; only the operator can mend it. */
  USER,
  /**
   * A database, broker or network that Tributary does not own; the stream pauses and tries again.
   */
  EXTERNAL,
  /** Disk, memory, connections, rights; the stream pauses until there is room. */
  RESOURCE,
  /** A broken promise inside Tributary; the stream stops, because going on could lose a change. */
  INTERNAL
}
