package io.tributary.local.init.propose;

import io.tributary.local.init.propose.DeclaredColumn.Role;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteKey;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the columns of a schema are for. Pure.
 *
 * @param schema what moves
 */
public record ColumnRoles(SqliteSchema schema) {

  /** The columns of a table whose values are converted. */
  public List<DeclaredColumn> of(TableMapping mapping) {
    List<DeclaredColumn> columns = new ArrayList<>();
    Optional<SqliteTable> table = schema.table(mapping.source().name());
    for (ColumnMapping column : mapping.columns()) {
      table
          .flatMap(found -> found.column(column.source()))
          .ifPresent(found -> columns.add(declared(table.orElseThrow(), found, column)));
    }
    return columns;
  }

  private DeclaredColumn declared(SqliteTable table, SqliteColumn column, ColumnMapping mapped) {
    boolean text = mapped.conversion().bare().name().equals("text");
    return new DeclaredColumn(
        column.name(),
        column.type().text(),
        mapped.conversion(),
        text && !isText(column),
        role(table, column.name()));
  }

  private static boolean isText(SqliteColumn column) {
    return switch (column.type().affinity()) {
      case TEXT -> true;
      case INTEGER, REAL, BLOB, NUMERIC -> false;
    };
  }

  private Role role(SqliteTable table, String column) {
    if (table.foreignKeys().stream().anyMatch(key -> has(key.columns(), column))) {
      return Role.REFERENCE;
    }
    if (has(table.keyColumns(), column)) {
      return Role.KEY;
    }
    boolean unique =
        table.uniques().stream().map(SqliteKey::columns).anyMatch(c -> has(c, column))
            || schema.indexes().stream()
                .filter(index -> index.unique() && index.table().equalsIgnoreCase(table.name()))
                .flatMap(index -> index.parts().stream())
                .anyMatch(part -> part.text().contains(column));
    if (unique) {
      return Role.UNIQUE;
    }
    boolean searched =
        schema.searches().stream()
            .filter(search -> table.name().equalsIgnoreCase(search.content()))
            .flatMap(search -> search.columns().stream())
            .anyMatch(found -> found.name().equalsIgnoreCase(column));
    return searched ? Role.SEARCHED : Role.CONTENT;
  }

  private static boolean has(List<String> columns, String wanted) {
    return columns.stream().anyMatch(wanted::equalsIgnoreCase);
  }
}
