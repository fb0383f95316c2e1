package io.tributary.cdc.source.sqlite.schema;

import io.tributary.common.model.StreamId;
import io.tributary.common.sql.Sql;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Expressions over a row of the target that spell it as the topic spells the source's row, as far
 * as its values tell. A key that got another value is looked up in the map of keys.
 *
 * @param stream the source
 * @param table the row's table
 */
record SourceRowText(StreamId stream, TableMapping table) {
  private static final List<String> NUMBERS = List.of("integer", "numeric", "real");

  /** The key as a JSON array of texts. */
  String key(String alias) {
    return table.key().stream()
        .map(name -> keyPart(alias, name))
        .collect(Collectors.joining(", ", "pg_catalog.jsonb_build_array(", ")"));
  }

  /** The row as apply keeps rows aside: an array of columns, each with its value and class. */
  String row(String alias) {
    return table.columns().stream()
        .map(column -> cell(alias, column))
        .collect(Collectors.joining(", ", "pg_catalog.to_jsonb(ARRAY[", "])"));
  }

  private static String cell(String alias, ColumnMapping column) {
    String storageClass =
        storageClass(column).map(name -> ", 'class', " + Sql.literal(name)).orElse("");
    return "pg_catalog.jsonb_build_object('column', %s, 'value', %s%s)"
        .formatted(Sql.literal(column.source()), text(alias, column), storageClass);
  }

  private String keyPart(String alias, String name) {
    Optional<ColumnMapping> column = table.column(name);
    if (column.isEmpty()) {
      return "NULL";
    }
    String text = text(alias, column.get());
    return """
        coalesce((SELECT m.source_key FROM tributary.key_map m
                   WHERE m.migration = %s AND m.source = %s AND m.source_table = %s
                     AND m.target_key = %s), %s)"""
        .formatted(
            Sql.literal(stream.migration()),
            Sql.literal(stream.source()),
            Sql.literal(table.source().display()),
            text,
            text);
  }

  private static String text(String alias, ColumnMapping column) {
    return alias + "." + Sql.identifier(column.target()) + "::text";
  }

  /** Empty where the column's affinity says it. */
  private static Optional<String> storageClass(ColumnMapping column) {
    String conversion = column.conversion().name();
    boolean numeric = column.affinity() != Affinity.TEXT && column.affinity() != Affinity.BLOB;
    if (conversion.equals("bytes")) {
      return column.affinity() == Affinity.BLOB ? Optional.empty() : Optional.of("blob");
    }
    if (NUMBERS.contains(conversion) && numeric) {
      return Optional.empty();
    }
    return column.affinity() == Affinity.TEXT ? Optional.empty() : Optional.of("text");
  }
}
