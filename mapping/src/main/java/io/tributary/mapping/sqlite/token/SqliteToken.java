package io.tributary.mapping.sqlite.token;

/**
 * A piece of SQL text.
 *
 * @param kind what it is
 * @param value what it means: a name or string without its quotes, a symbol or number as written
 * @param start where it begins in the text
 * @param end where it ends
 */
public record SqliteToken(Kind kind, String value, int start, int end) {

  public enum Kind {
    /** A name or keyword without quotes. */
    WORD,
    /** "x": a name, or a string where no such name exists. */
    DOUBLE_QUOTED,
    /** [x] or `x`: always a name. */
    QUOTED_NAME,
    /** 'x': a string, or a name where only a name can be. */
    STRING,
    NUMBER,
    /** x'…', its hex digits. */
    BLOB,
    SYMBOL,
    END
  }

  /** Whether it is this word, in upper or lower case and without quotes. */
  public boolean isWord(String word) {
    return kind == Kind.WORD && value.equalsIgnoreCase(word);
  }

  /** Whether it is this symbol. */
  public boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && value.equals(symbol);
  }

  /** Whether it can be a name: SQLite takes strings for names where no string can be. */
  public boolean isName() {
    return switch (kind) {
      case WORD, DOUBLE_QUOTED, QUOTED_NAME, STRING -> true;
      case NUMBER, BLOB, SYMBOL, END -> false;
    };
  }
}
