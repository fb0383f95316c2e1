package io.tributary.local.demo.api;

/**
 * The validator's latest verdict of one table.
 *
 * @param source the stream
 * @param table where the stream comes from, schema and name
 * @param target the same where it goes to
 * @param verdict EQUAL, DIFFERENT, UNSETTLED or FAILED
 * @param differences rows that differ
 */
public record TableView(
    String source,
    String table,
    String target,
    long sourceRows,
    long targetRows,
    long quarantinedRows,
    String verdict,
    long differences) {
  public boolean equal() {
    return verdict.equals("EQUAL");
  }
}
