package io.tributary.local.demo.report;

/**
 * A table in the summary.
 *
 * @param source the source's name
 * @param table at the source, schema and name
 * @param target the same at the target
 * @param sourceRows counted while its writer rested
 * @param targetRows counted at the target, without what was written there since the cutover, unless
 *     that comes back to the source
 * @param quarantinedRows rows set aside by the migration
 * @param verdict {@code EQUAL} or what differs
 */
public record TableResult(
    String source,
    String table,
    String target,
    long sourceRows,
    long targetRows,
    long quarantinedRows,
    String verdict) {
  static final String EQUAL = "EQUAL";

  /** Whether nothing differs. */
  public boolean equal() {
    return verdict.equals(EQUAL);
  }
}
