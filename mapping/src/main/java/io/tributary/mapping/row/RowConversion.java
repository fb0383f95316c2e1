package io.tributary.mapping.row;

import io.tributary.common.change.RowImage;
import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converts the rows of a table as the topic spells them. Both the writer of the target and the
 * validator use it. Pure and thread-safe.
 */
public final class RowConversion {
  private final TableMapping mapping;
  private final List<String> targetColumns;

  /** Of the row before; another thread's is as good. */
  private volatile Places last = new Places(new ArrayList<>(), new int[0]);

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
  public MappedRow convert(RowImage row) {
    List<String> values = new ArrayList<>(targetColumns.size());
    int[] places = places(row.columns());
    for (int i = 0; i < places.length; i++) {
      ColumnMapping column = mapping.columns().get(i);
      ConversionOutcome outcome =
          outcome(column, row, places[i] < 0 ? null : row.values().get(places[i]));
      if (outcome instanceof ConversionOutcome.Rejected rejected) {
        return new MappedRow.Refused(column.source(), rejected.reason(), rejected.text());
      }
      values.add(((ConversionOutcome.Converted) outcome).literal());
    }
    targetColumns
        .subList(mapping.columns().size(), targetColumns.size())
        .forEach(column -> values.add(mapping.constants().get(column)));
    return new MappedRow.Accepted(new RowImage(targetColumns, values));
  }

  /** Every column of the source whose value is refused, and why; empty when the row is accepted. */
  public Map<String, ConversionOutcome.Rejected> refusals(RowImage row) {
    Map<String, ConversionOutcome.Rejected> refusals = new LinkedHashMap<>();
    for (ColumnMapping column : mapping.columns()) {
      if (outcome(column, row) instanceof ConversionOutcome.Rejected rejected) {
        refusals.put(column.source(), rejected);
      }
    }
    return refusals;
  }

  /**
   * Converts the key of a row, as a delete names it.
   *
   * @return the key's columns and literals of the target; empty when no row of the target can have
   *     it, because a value of it is refused or stays behind
   */
  public Optional<RowImage> key(RowImage key) {
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String name : mapping.key()) {
      Optional<ColumnMapping> column = mapping.column(name);
      if (column.isEmpty() || outcome(column.get(), key) instanceof ConversionOutcome.Rejected) {
        return Optional.empty();
      }
      columns.add(column.get().target());
      values.add(((ConversionOutcome.Converted) outcome(column.get(), key)).literal());
    }
    return Optional.of(new RowImage(columns, values));
  }

  /**
   * Where the mapped columns are among those of a row. The rows of a table share one list of
   * columns, so they are looked for once, and not for each row by their names.
   */
  private int[] places(List<String> columns) {
    Places known = last;
    if (known.columns() != columns) {
      known =
          new Places(
              columns,
              mapping.columns().stream().mapToInt(c -> columns.indexOf(c.source())).toArray());
      last = known;
    }
    return known.of();
  }

  private record Places(List<String> columns, int[] of) {}

  private static ConversionOutcome outcome(ColumnMapping column, RowImage row) {
    return outcome(column, row, row.value(column.source()));
  }

  private static ConversionOutcome outcome(
      ColumnMapping column, RowImage row, @Nullable String value) {
    SourceValue stored =
        StoredValueText.read(value, row.storageClasses().get(column.source()), column.affinity());
    return column.conversion().convert(stored);
  }
}
