package io.tributary.validator.source;

import java.util.List;
import java.util.Map;

/**
 * The rows of a table that are left out of its comparison, held against the quarantine.
 *
 * @param kept whether there is a quarantine for this kind of source at all
 * @param before rows left out when the table was held
 * @param rows rows left out now
 * @param quarantined those of them that are in the quarantine; the others are strays
 * @param strays rows and entries without counterpart
 */
public record Aside(boolean kept, long before, long rows, long quarantined, List<Stray> strays) {

  /** For kinds of sources whose rows all go to the target. */
  public static final Aside NONE = new Aside(false, 0, 0, 0, List.of());

  public Aside {
    strays = List.copyOf(strays);
  }

  /**
   * Something without counterpart.
   *
   * @param entry whether it is an entry of the quarantine without a row in the source; else it is a
   *     row that cannot be converted and is not in the quarantine
   * @param key the row's key at the source, by column
   * @param column the column whose value is refused, null when it is no single one
   * @param reason why the row is not in the target, for people
   * @param version changes with every change of the row or the entry
   */
  public record Stray(
      boolean entry, Map<String, String> key, String column, String reason, String version) {}
}
