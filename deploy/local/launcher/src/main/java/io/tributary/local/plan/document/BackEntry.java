package io.tributary.local.plan.document;

import io.tributary.mapping.back.ColumnReturn;
import java.util.Locale;

/**
 * How the values of a column come home from the target.
 *
 * @param way {@code as-it-was}, {@code as-declared} or {@code cannot}
 * @param text the whole of it in words
 * @param example a value, or the reason why not; empty where there is nothing to say
 */
public record BackEntry(String way, String text, String example) {

  /** Of a mapping. */
  public static BackEntry of(ColumnReturn column) {
    return new BackEntry(
        column.way().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        column.told(),
        column.text());
  }

  /** Whether rows with it cannot be taken back. */
  public boolean cannot() {
    return way.equals("cannot");
  }
}
