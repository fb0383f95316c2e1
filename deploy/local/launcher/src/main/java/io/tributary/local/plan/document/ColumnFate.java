package io.tributary.local.plan.document;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of a column; scripts read the name in lower case, with hyphens. */
public enum ColumnFate {
  /** Its values move. */
  MOVES,
  /** The hidden rowid, by which rows are told apart until the cutover. */
  ROWID,
  /** Every row of the target gets one value. */
  CONSTANT,
  /** It stays behind, as the file declares. */
  STAYS_BEHIND,
  /** The target computes it. */
  COMPUTED,
  /** The target has no column for it. */
  NO_PLACE;

  /** As scripts read it. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
