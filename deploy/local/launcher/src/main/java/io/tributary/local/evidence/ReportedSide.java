package io.tributary.local.evidence;

import java.util.Optional;

/**
 * One side of a table in a report.
 *
 * @param atTarget whether it is that of the target
 * @param table as schema.table
 * @param rows how many it had; -1 where they were not counted
 * @param digest of all rows; empty where the report has none
 * @param method how the digest was taken; empty where the report does not say
 */
record ReportedSide(
    boolean atTarget, String table, long rows, Optional<String> digest, Optional<String> method) {

  /** How its rows are to be digested again; empty where only their count can be compared. */
  Optional<String> comparable() {
    return digest.isPresent() ? method : Optional.empty();
  }
}
