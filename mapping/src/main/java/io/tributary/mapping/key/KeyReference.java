package io.tributary.mapping.key;

import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteForeignKey;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A foreign key, column by column.
 *
 * @param table the referencing table
 * @param columns the referencing columns
 * @param parent the referenced table
 * @param parentColumns the referenced columns, one for each
 */
public record KeyReference(
    String table, List<String> columns, String parent, List<String> parentColumns) {

  /** The columns' pairs must match. */
  public KeyReference {
    if (columns.size() != parentColumns.size()) {
      throw new IllegalArgumentException(
          "A foreign key of " + table + " has " + columns + " for " + parentColumns);
    }
  }

  /** Those of a schema that fit the tables that they refer to. */
  public static List<KeyReference> of(SqliteSchema schema) {
    List<KeyReference> references = new ArrayList<>();
    for (SqliteTable table : schema.tables()) {
      for (SqliteForeignKey key : table.foreignKeys()) {
        schema
            .table(key.parent())
            .flatMap(parent -> reference(table, key, parent))
            .ifPresent(references::add);
      }
    }
    return references;
  }

  /** By the names that the tables declare; empty when the foreign key does not fit the parent. */
  private static Optional<KeyReference> reference(
      SqliteTable table, SqliteForeignKey key, SqliteTable parent) {
    List<String> columns = declared(table, key.columns());
    List<String> wanted =
        key.parentColumns().isEmpty() ? parent.keyColumns() : declared(parent, key.parentColumns());
    return columns.size() == wanted.size() && columns.size() == key.columns().size()
        ? Optional.of(new KeyReference(table.name(), columns, parent.name(), wanted))
        : Optional.empty();
  }

  private static List<String> declared(SqliteTable table, List<String> names) {
    return names.stream()
        .flatMap(name -> table.column(name).map(SqliteColumn::name).stream())
        .toList();
  }
}
