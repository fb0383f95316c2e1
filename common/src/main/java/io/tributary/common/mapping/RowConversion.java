package io.tributary.common.mapping;

import io.tributary.common.change.Row;
import io.tributary.common.convert.Outcome;
import io.tributary.common.convert.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Converts the rows of a table; a pure function, used by whoever writes the target and by whoever
 * compares it. Thread-safe.
 */
public final class RowConversion {
  private final TableMapping mapping;
  private final List<String> targetColumns;

  /** The conversion of a table. */
  public RowConversion(TableMapping mapping) {
    this.mapping = mapping;
    this.targetColumns = targetColumns(mapping);
  }

  /** The columns that are written: those that are converted, then those with constants. */
  static List<String> targetColumns(TableMapping mapping) {
    List<String> columns = new ArrayList<>();
    mapping.columns().forEach(column -> columns.add(column.target()));
    mapping.constants().keySet().stream().sorted().forEach(columns::add);
    return List.copyOf(columns);
  }

  /** Converts a row as it is on the topic. */
  public MappedRow convert(Row row) {
    List<String> values = new ArrayList<>(targetColumns.size());
    for (ColumnMapping column : mapping.columns()) {
      Outcome outcome = outcome(column, row);
      if (outcome instanceof Outcome.Rejected rejected) {
        return new MappedRow.Refused(column.source(), rejected.reason(), rejected.text());
      }
      values.add(((Outcome.Converted) outcome).literal());
    }
    targetColumns
        .subList(mapping.columns().size(), targetColumns.size())
        .forEach(column -> values.add(mapping.constants().get(column)));
    return new MappedRow.Accepted(new Row(targetColumns, values));
  }

  /**
   * Converts the key of a row, as a delete names it.
   *
   * @return the key's columns and literals of the target; empty when no row of the target can have
   *     it, because a value of it is refused or stays behind
   */
  public Optional<Row> key(Row key) {
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String name : mapping.key()) {
      Optional<ColumnMapping> column = mapping.column(name);
      if (column.isEmpty() || outcome(column.get(), key) instanceof Outcome.Rejected) {
        return Optional.empty();
      }
      columns.add(column.get().target());
      values.add(((Outcome.Converted) outcome(column.get(), key)).literal());
    }
    return Optional.of(new Row(columns, values));
  }

  private static Outcome outcome(ColumnMapping column, Row row) {
    Stored stored =
        StoredText.read(
            row.value(column.source()),
            row.storageClasses().get(column.source()),
            column.affinity());
    return column.conversion().convert(stored);
  }
}
