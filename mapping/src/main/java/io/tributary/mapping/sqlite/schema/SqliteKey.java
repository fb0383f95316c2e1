package io.tributary.mapping.sqlite.schema;

import io.tributary.mapping.sqlite.token.SqliteTokenCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PRIMARY KEY or UNIQUE constraint.
 *
 * @param name its name; null for none
 * @param parts its columns
 * @param autoincrement whether AUTOINCREMENT is declared
 */
public record SqliteKey(@Nullable String name, List<IndexedPart> parts, boolean autoincrement) {

  /** The columns' names; parts of constraints are always columns. */
  public List<String> columns() {
    return parts.stream().map(IndexedPart::text).map(SqliteKey::bare).toList();
  }

  private static String bare(String text) {
    return new SqliteTokenCursor(text).name();
  }
}
