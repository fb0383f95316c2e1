package io.tributary.common.plan;

/**
 * What does not come back by itself and is left to somebody after a rollback, such as the full-text
 * index of a file that no trigger writes. It is found when the target of the source is prepared.
 *
 * @param table the table as the source calls it
 * @param what what is not done, why, and what to do about it, as sentences; statements stand
 *     between backticks. No value of a row
 */
public record RollbackFollowUp(String table, String what) {
  /** The name under which {@code tributary.preparation} keeps those of a source, as an array. */
  public static final String ITEM = "way-back-follow-ups";
}
