package io.tributary.common.error;

/** Whose fault an error is, which decides what happens next. */
public enum ErrorType {
  /** Something the operator wrote or asked for; only the operator can mend it. */
  USER(422),
  /**
   * A database, broker or network that Tributary does not own; the stream pauses and tries again.
   */
  EXTERNAL(503),
  /** Disk, memory, connections, rights; the stream pauses until there is room. */
  RESOURCE(503),
  /** A broken promise inside Tributary; the stream stops, because going on could lose a change. */
  INTERNAL(500);

  private final int httpStatus;

  ErrorType(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  /** The HTTP status of an answer with such an error, unless the error has one of its own. */
  int httpStatus() {
    return httpStatus;
  }
}
