package io.tributary.common.quarantine;

import java.util.Arrays;
import java.util.List;

/**
 * The statement that counts what is kept aside of one stream, in the session and transaction of
 * whoever has to decide by it: a number that was counted earlier decides nothing.
 */
public final class QuarantineStatements {
  /**
   * Answers one row: dead letters, quarantined rows, and an array of {@code [table, key]}, one more
   * than may be named. Its parameters are three times the migration and the source.
   */
  public static final String SQL =
      """
      SELECT (SELECT count(*) FROM tributary.dead_letter WHERE migration = ? AND source = ?),
             (SELECT count(*) FROM tributary.quarantine WHERE migration = ? AND source = ?),
             ARRAY(SELECT ARRAY[source_table, source_key::text] FROM tributary.quarantine
                    WHERE migration = ? AND source = ?
                    ORDER BY source_table, key_digest LIMIT %d)"""
          .formatted(QuarantineContent.MOST_NAMES + 1);

  private QuarantineStatements() {}

  /** What {@link #SQL} answered. */
  public static QuarantineContent read(long deadLetters, long quarantined, Object tablesAndKeys) {
    // An array of no rows has no dimensions.
    List<String> names =
        tablesAndKeys instanceof String[][] rows
            ? Arrays.stream(rows)
                .map(row -> QuarantinedRowName.of(row[0], row[1]))
                .sorted()
                .toList()
            : List.of();
    return new QuarantineContent(
        deadLetters, quarantined, quarantined > QuarantineContent.MOST_NAMES ? List.of() : names);
  }
}
