package io.tributary.cdc.apply.table;

import io.tributary.cdc.apply.ApplyError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table of the target.
 *
 * @param columns all of them, in the table's order
 * @param key columns of the primary key, or else of a usable unique index; empty when rows can only
 *     be told apart as a whole
 * @param otherUniques whether rows can collide in something else than the key
 * @param referenced whether foreign keys of other tables refer to it
 * @param partitioned whether its rows are in its partitions
 * @param keyIndexed whether a unique index is on the key, so that an insert can find the row that
 *     it is to overwrite
 */
public record TargetTable(
    TableName name,
    List<TargetColumn> columns,
    List<String> key,
    boolean otherUniques,
    boolean referenced,
    boolean partitioned,
    boolean keyIndexed) {

  public TargetTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** A table whose key is that of an index, or that has none. */
  public TargetTable(
      TableName name,
      List<TargetColumn> columns,
      List<String> key,
      boolean otherUniques,
      boolean referenced,
      boolean partitioned) {
    this(name, columns, key, otherUniques, referenced, partitioned, true);
  }

  /** The same table with rows that are told apart by these columns. */
  public TargetTable namedBy(List<String> names) {
    return Set.copyOf(names).equals(Set.copyOf(key))
        ? this
        : new TargetTable(name, columns, names, true, referenced, partitioned, false);
  }

  /** Whether rows have a key. */
  public boolean keyed() {
    return !key.isEmpty();
  }

  /**
   * Whether rows must be deleted and inserted rather than updated in place: no index finds them, or
   * PostgreSQL would refuse to update an identity column that is not in the key.
   */
  public boolean replaceOnly() {
    return keyed()
        && (!keyIndexed || columns.stream().anyMatch(c -> c.identityAlways() && !isKey(c.name())));
  }

  /** Whether a column is part of the key. */
  public boolean isKey(String column) {
    return key.contains(column);
  }

  /**
   * The column of that name.
   *
   * @throws TributaryException {@link ApplyError#COLUMN_MISSING}
   */
  public TargetColumn column(String column) {
    for (TargetColumn candidate : columns) {
      if (candidate.name().equals(column)) {
        return candidate;
      }
    }
    throw new TributaryException(
        ApplyError.COLUMN_MISSING,
        "The source sends column "
            + column
            + " of a table whose copy "
            + name.display()
            + " in the target has no such column. The source's schema was changed after the target"
            + " was prepared: make the same change in the target and start the source again.",
        Map.of("table", name.display(), "column", column));
  }
}
