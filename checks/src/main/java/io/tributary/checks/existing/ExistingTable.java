package io.tributary.checks.existing;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.rule.ExistingRows;
import io.tributary.common.sql.Sql;
import java.util.List;

/**
 * A table of the target that a source fills and that is there before its rows.
 *
 * @param table its name in the target
 * @param source its name in the file
 * @param rule what becomes of its rows
 * @param oid its identifier in the catalog
 * @param partitioned whether its rows are in partitions
 * @param rows how many it holds before
 * @param owner its owner
 * @param usable whether the migration's role may act as the owner
 * @param key columns of the target by which the source's rows are told apart
 * @param unique whether the target itself allows each of these keys once
 */
public record ExistingTable(
    TableName table,
    String source,
    ExistingRows rule,
    long oid,
    boolean partitioned,
    long rows,
    String owner,
    boolean usable,
    List<String> key,
    boolean unique) {

  public ExistingTable {
    key = List.copyOf(key);
  }

  /** Whether rows of it stay where they are. */
  public boolean keeps() {
    return rows > 0 && rule == ExistingRows.KEEP;
  }

  /** Its rows, and not those of tables that inherit from it. */
  public String from() {
    return (partitioned ? "" : "ONLY ") + Sql.table(table);
  }

  /** The copy of the rows that it held before. */
  public TableName aside() {
    return new TableName("tributary", "kept_" + oid);
  }

  /** What the source has moved into it, without the rows that only the target has. */
  public TableName moved() {
    return new TableName("tributary", "moved_" + oid);
  }
}
