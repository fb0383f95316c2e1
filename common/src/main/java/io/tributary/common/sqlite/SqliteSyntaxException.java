package io.tributary.common.sqlite;

/** A text is not what the parser knows as SQLite's SQL; caught where the text's owner is known. */
final class SqliteSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SqliteSyntaxException(String message) {
    super(message);
  }
}
