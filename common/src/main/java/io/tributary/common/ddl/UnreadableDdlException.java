package io.tributary.common.ddl;

/** A DDL file cannot be read at a place, and nothing behind it can. */
final class UnreadableDdlException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int place;

  UnreadableDdlException(int place, String what) {
    super(what);
    this.place = place;
  }

  int place() {
    return place;
  }
}
