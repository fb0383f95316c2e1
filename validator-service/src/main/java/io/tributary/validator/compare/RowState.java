package io.tributary.validator.compare;

/**
 * The rows that one end has under a {@link RowId}.
 *
 * @param content hash of the row; of all of them when there are several
 * @param copies how many rows; 0 when there is none
 * @param version changes with every write to the row, also to the same values
 */
public record RowState(String content, long copies, String version) {

  /** There is no such row. */
  public static final RowState ABSENT = new RowState("", 0, "");

  /** Whether both have the same rows. */
  public boolean sameRows(RowState other) {
    return copies == other.copies && content.equals(other.content);
  }
}
