package io.tributary.common.plan;

/**
 * How the values of a column come back from the target, in the words of {@code tributary plan}. It
 * is found when the target of a source without PostgreSQL's types is prepared.
 *
 * @param table the table as the source calls it
 * @param column the column as the source calls it
 * @param wayBack {@code as it was}, {@code as declared, such as …}, or {@code cannot come back,
 *     because …}
 */
public record ColumnDirection(String table, String column, String wayBack) {
  /** The name under which {@code tributary.preparation} keeps those of a source, as an array. */
  public static final String ITEM = "way-back-columns";
}
