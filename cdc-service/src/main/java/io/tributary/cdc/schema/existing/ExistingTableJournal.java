package io.tributary.cdc.schema.existing;

import io.tributary.checks.existing.ExistingTable;
import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;

/**
 * What was in the target before a source was prepared, and what was decided about it; kept in the
 * target. Nothing is deleted from a table that is named here but as its rule says.
 *
 * @param tables with the rows that they held
 * @param foreign those of them that the migration has not made itself, which an abort leaves
 * @param sequences where their sequences stood
 * @param rights that the application's role was given, each as the statement that takes it back
 */
public record ExistingTableJournal(
    List<ExistingTable> tables,
    List<TableName> foreign,
    List<SequenceState> sequences,
    List<String> rights) {
  /** The name under which it is kept. */
  public static final String ITEM = "schema.existing-tables";

  /** Copies what it is given. */
  public ExistingTableJournal {
    tables = List.copyOf(tables);
    foreign = List.copyOf(foreign);
    sequences = List.copyOf(sequences);
    rights = List.copyOf(rights);
  }

  /**
   * A sequence before.
   *
   * @param name quoted, with its schema
   * @param last its last value
   * @param called whether that was given out
   */
  public record SequenceState(String name, long last, boolean called) {}

  /** A source whose tables the migration has all made, and empty. */
  static ExistingTableJournal nothing() {
    return new ExistingTableJournal(List.of(), List.of(), List.of(), List.of());
  }

  /** Whether there is nothing to put back. */
  boolean isNothing() {
    return tables.isEmpty() && rights.isEmpty();
  }

  /**
   * What a source fills.
   *
   * @param mapping what becomes of its tables
   * @param reads reads the source once more
   * @param wholeSchema whether everything in the schema is the application's
   */
  public record Filling(
      io.tributary.mapping.table.SourceMapping mapping,
      io.tributary.checks.existing.SameKeysCheck.Reads reads,
      boolean wholeSchema) {}

  /** By name, for looking things up. */
  Map<TableName, ExistingTable> byName() {
    return tables.stream()
        .collect(java.util.stream.Collectors.toMap(ExistingTable::table, table -> table));
  }
}
