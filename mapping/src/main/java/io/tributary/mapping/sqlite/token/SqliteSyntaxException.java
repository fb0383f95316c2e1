package io.tributary.mapping.sqlite.token;

/**
 * A text that is not in the part of SQLite's SQL that is read or translated. It is caught where the
 * table, index or view that the text belongs to is known.
 */
public final class SqliteSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;

  /** Names what is wrong with the text, as part of a sentence. */
  public SqliteSyntaxException(String message) {
    super(message);
    this.what = message;
  }

  @Override
  public String getMessage() {
    return what;
  }
}
