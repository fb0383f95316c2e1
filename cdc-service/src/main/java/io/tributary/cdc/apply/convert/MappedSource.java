package io.tributary.cdc.apply.convert;

import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Shape;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.table.TableMapping;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The declared mapping of a source: converts its rows and checks its tables. Not thread-safe. */
public final class MappedSource {
  private final Source source;
  private final Map<TableName, MappedTable> tables = new HashMap<>();
  private final Map<TableName, DeclaredTable> declared = new HashMap<>();
  private final Map<TableName, SqliteTable> known;
  private final Map<List<String>, TableName> checked = new IdentityHashMap<>();

  /** The source's mapping as it was when the target was made. */
  public MappedSource(Source source, MappingBasis basis) {
    this.source = source;
    this.known = MappingPlanner.tables(source, basis);
    MappingPlanner.plan(source, basis).tables().forEach(this::add);
  }

  private void add(TableMapping mapping) {
    tables.put(mapping.source(), new MappedTable(mapping));
    SqliteTable table =
        Objects.requireNonNull(known.get(mapping.source()), "mappings are of known tables");
    String rowid = mapping.byRowid() ? mapping.key().get(0) : null;
    declared.put(mapping.source(), new DeclaredTable(table, mapping.key(), rowid));
  }

  /** A table; empty when it stays behind. */
  public Optional<MappedTable> table(TableName name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** All tables that move. */
  public Collection<MappedTable> tables() {
    return tables.values();
  }

  /** The key of a changed row, or the one that rows with a NULL in it share. */
  public Optional<SourceKey> keyOf(RowChange change) {
    return table(change.table()).map(table -> table.sharedKey(change.lastImage()));
  }

  /** Whether the stream describes a table otherwise than the mapping knows it. */
  public boolean differs(Shape shape) {
    return stranger(shape.table()) || !differences(shape).isEmpty();
  }

  /**
   * Refuses a table that is not what the mapping was made for.
   *
   * @throws io.tributary.common.error.TributaryException {@code TRB-APPLY-SCHEMA-CHANGED}
   */
  public void require(Shape shape) {
    requireNoStranger(shape.table());
    require(shape.table(), differences(shape));
  }

  /** The same for the columns of a row, in case nothing described the table. */
  void requireKnown(TableName table, RowImage row) {
    if (table.equals(checked.get(row.columns()))) {
      return;
    }
    requireKnown(table, row.columns());
    // The rows of a table share their list of columns, so this is looked at once.
    checked.put(row.columns(), table);
  }

  /**
   * A table that moves, for rows that are read where they are.
   *
   * @param columns what its rows have now
   * @throws io.tributary.common.error.TributaryException {@code TRB-APPLY-SCHEMA-CHANGED}
   */
  public MappedTable requireTable(TableName name, List<String> columns) {
    requireKnown(name, columns);
    return table(name).orElseThrow();
  }

  private void requireKnown(TableName name, List<String> columns) {
    requireNoStranger(name);
    DeclaredTable table = declared.get(name);
    if (table != null) {
      require(name, table.differences(columns));
      if (table(name).orElseThrow().withoutKey()) {
        throw MappingErrors.changed(
            source.name(), name, "a column by which its rows are named stays behind");
      }
    }
  }

  private List<String> differences(Shape shape) {
    DeclaredTable table = declared.get(shape.table());
    return table == null ? List.of() : table.differences(shape);
  }

  private void require(TableName table, List<String> differences) {
    if (!differences.isEmpty()) {
      throw MappingErrors.changed(source.name(), table, String.join("; ", differences));
    }
  }

  private void requireNoStranger(TableName table) {
    if (stranger(table)) {
      throw MappingErrors.changed(
          source.name(), table, "it was not there when the target was made, or had another name");
    }
  }

  /** Whether a table should move and was not there when the target was made for this mapping. */
  public boolean stranger(TableName table) {
    return !known.containsKey(table) && source.targetOf(table).isPresent();
  }
}
