package io.tributary.cdc.apply.table;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table of the target.
 *
 * @param columns all of them, in the table's order
 * @param keyChoice what tells its rows apart
 * @param referenced whether foreign keys of other tables refer to it
 * @param partitioned whether its rows are in its partitions
 */
public record TargetTable(
    TableName name,
    List<TargetColumn> columns,
    KeyChoice keyChoice,
    boolean referenced,
    boolean partitioned) {

  public TargetTable {
    columns = List.copyOf(columns);
  }

  /** Columns of the key; empty when rows can only be told apart as a whole. */
  public List<String> key() {
    return keyChoice.columns();
  }

  /** Whether rows can collide in something else than the key. */
  public boolean otherUniques() {
    return keyChoice.otherUniques();
  }

  /** The same table with rows that are told apart by these columns. */
  public TargetTable namedBy(List<String> names) {
    return Set.copyOf(names).equals(Set.copyOf(key()))
        ? this
        : new TargetTable(
            name, columns, new KeyChoice(names, true, false), referenced, partitioned);
  }

  /** Whether rows have a key. */
  public boolean keyed() {
    return !key().isEmpty();
  }

  /**
   * Whether rows must be deleted and inserted rather than updated in place: no index finds them, or
   * PostgreSQL would refuse to update an identity column that is not in the key.
   */
  public boolean replaceOnly() {
    return keyed()
        && (!keyChoice.indexed()
            || columns.stream().anyMatch(c -> c.identityAlways() && !isKey(c.name())));
  }

  /** Whether a column is part of the key. */
  public boolean isKey(String column) {
    return key().contains(column);
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
            + " was prepared: make the same change in the target and type `./tributary resume NAME`.",
        Map.of("table", name.display(), "column", column));
  }
}
