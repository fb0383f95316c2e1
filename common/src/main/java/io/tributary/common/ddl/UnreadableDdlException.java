package io.tributary.common.ddl;

/** A DDL file cannot be read at a place, and nothing behind it can. */
final class UnreadableDdlException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int place;
  private final String what;

  UnreadableDdlException(int place, String what) {
    super(what);
    this.place = place;
    this.what = what;
  }

  /** What is wrong at the place, without a full stop. */
  String what() {
    return what;
  }

  int place() {
    return place;
  }
}
