package io.tributary.validator.catalog;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.ValidatorError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Pairs tables of a source that PostgreSQL cannot read itself: its rows are compared as they are
 * after their conversion, in a copy with the target's columns. A column that nothing is written to
 * (it is computed, or has a default) is not compared.
 */
public final class MappedTables {
  private MappedTables() {}

  /**
   * Every table of the mapping.
   *
   * @param target the target's catalog
   * @param copies where the converted rows of a table are read
   * @param moved where the rows of a table of the target are read that came from the source, for
   *     tables that keep other rows besides
   */
  public static TableMap of(
      SourceMapping mapping,
      DatabaseCatalog target,
      Function<TableName, TableName> copies,
      Map<TableName, TableName> moved) {
    Map<TableName, TablePair> pairs = new TreeMap<>();
    Map<TableName, TributaryException> errors = new TreeMap<>();
    Map<TableName, TableName> targets = new TreeMap<>();
    for (TableMapping table : mapping.tables()) {
      targets.put(table.source(), table.target());
      try {
        pairs.put(table.source(), pair(table, target, copies.apply(table.source()), moved));
      } catch (TributaryException e) {
        errors.put(table.source(), e);
      }
    }
    return new TableMap(pairs, errors, targets, Map.of(), target.text(), target.text());
  }

  /** The columns of the target that rows of a table are written to, in order of name. */
  public static List<String> columns(TableMapping table) {
    TreeSet<String> columns = new TreeSet<>(table.constants().keySet());
    table.columns().forEach(column -> columns.add(column.target()));
    return List.copyOf(columns);
  }

  private static TablePair pair(
      TableMapping table, DatabaseCatalog target, TableName copy, Map<TableName, TableName> moved) {
    TableShape there = target.tables().get(table.target());
    if (there == null) {
      throw shape(table, "is missing at the target, where it should be", "");
    }
    List<String> columns = columns(table);
    List<String> missing = new ArrayList<>(columns);
    missing.removeAll(there.columns());
    if (!missing.isEmpty()) {
      throw shape(table, "lacks columns at the target, in", ": " + missing);
    }
    List<KeyColumn> key = key(table, target.types().getOrDefault(table.target(), Map.of()));
    TableShape compared =
        new TableShape(
            there.table(),
            there.partitioned(),
            columns,
            key,
            there.blindSpots(),
            moved.getOrDefault(there.table(), there.table()));
    TableShape copied = new TableShape(table.source(), false, columns, key, List.of(), copy);
    return new TablePair(copied, compared, KeyOrder.of(key, key, true));
  }

  /** The key at the target; empty when a column of it stays behind. */
  private static List<KeyColumn> key(TableMapping table, Map<String, KeyColumn> types) {
    List<KeyColumn> key = new ArrayList<>();
    for (String name : table.key()) {
      Optional<KeyColumn> column = table.column(name).map(ColumnMapping::target).map(types::get);
      if (column.isEmpty()) {
        return List.of();
      }
      key.add(column.get());
    }
    return key;
  }

  private static TributaryException shape(TableMapping table, String what, String more) {
    return new TributaryException(
        ValidatorError.SHAPE,
        "Table "
            + table.source().display()
            + " "
            + what
            + " "
            + table.target().display()
            + more
            + ". Bring the target's table to the declared mapping, or migrate the source anew.",
        Map.of("table", table.source().display()));
  }
}
