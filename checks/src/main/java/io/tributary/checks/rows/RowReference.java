package io.tributary.checks.rows;

import io.tributary.mapping.key.KeyReference;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Columns that refer to a row of a table, as columns of the target.
 *
 * @param child the table that refers
 * @param columns its columns
 * @param parent the table that is referred to
 * @param parentColumns its columns, one for each
 */
public record RowReference(
    TableMapping child, List<String> columns, TableMapping parent, List<String> parentColumns) {
  private static final String NAME = "\"((?:[^\"]|\"\")*)\"";
  private static final String NAMES = "\\(((?:\"(?:[^\"]|\"\")*\"(?:, )?)+)\\)";
  private static final Pattern KEY =
      Pattern.compile(
          "ALTER TABLE %1$s\\.%1$s ADD (?:CONSTRAINT %1$s )?FOREIGN KEY %2$s REFERENCES %1$s\\.%1$s %2$s.*"
              .formatted(NAME, NAMES),
          Pattern.DOTALL);
  private static final int CHILD = 2;
  private static final int COLUMNS = 4;
  private static final int PARENT = 6;
  private static final int PARENT_COLUMNS = 7;

  /** Copies what it is given. */
  public RowReference {
    columns = List.copyOf(columns);
    parentColumns = List.copyOf(parentColumns);
  }

  /**
   * The foreign keys that the target gets by the statements of a mapping; where the operator's own
   * statements make the tables, those that the source declares.
   */
  public static List<RowReference> of(SourceMapping mapping, SqliteSchema schema) {
    List<RowReference> found = new ArrayList<>();
    if (mapping.preData().isEmpty()) {
      KeyReference.of(schema).forEach(key -> declared(mapping, key).ifPresent(found::add));
      return found;
    }
    mapping.postData().forEach(sql -> made(mapping, sql).ifPresent(found::add));
    return found;
  }

  private static Optional<RowReference> made(SourceMapping mapping, String statement) {
    Matcher key = KEY.matcher(statement);
    if (!key.matches()) {
      return Optional.empty();
    }
    Optional<TableMapping> parent = byTarget(mapping, bare(key.group(PARENT)));
    return byTarget(mapping, bare(key.group(CHILD)))
        .flatMap(
            child ->
                parent.map(
                    table ->
                        new RowReference(
                            child,
                            names(key.group(COLUMNS)),
                            table,
                            names(key.group(PARENT_COLUMNS)))))
        .filter(RowReference::complete);
  }

  /** Computed columns are not among those of a mapping, and only the target knows them. */
  private boolean complete() {
    return has(child, columns) && has(parent, parentColumns);
  }

  private static boolean has(TableMapping table, List<String> columns) {
    return columns.stream()
        .allMatch(name -> table.columns().stream().anyMatch(c -> c.target().equals(name)));
  }

  private static Optional<RowReference> declared(SourceMapping mapping, KeyReference key) {
    Optional<TableMapping> parent = bySource(mapping, key.parent());
    return bySource(mapping, key.table())
        .flatMap(
            child ->
                parent.map(
                    table ->
                        new RowReference(
                            child,
                            targets(child, key.columns()),
                            table,
                            targets(table, key.parentColumns()))))
        .filter(
            reference ->
                reference.columns().size() == key.columns().size()
                    && reference.parentColumns().size() == key.parentColumns().size());
  }

  private static List<String> targets(TableMapping table, List<String> columns) {
    return columns.stream()
        .flatMap(name -> table.column(name).map(ColumnMapping::target).stream())
        .toList();
  }

  private static Optional<TableMapping> byTarget(SourceMapping mapping, String name) {
    return mapping.tables().stream().filter(t -> t.target().name().equals(name)).findFirst();
  }

  private static Optional<TableMapping> bySource(SourceMapping mapping, String name) {
    return mapping.tables().stream().filter(t -> t.source().name().equals(name)).findFirst();
  }

  private static List<String> names(String quoted) {
    List<String> names = new ArrayList<>();
    Matcher name = Pattern.compile(NAME).matcher(quoted);
    while (name.find()) {
      names.add(bare(name.group(1)));
    }
    return names;
  }

  private static String bare(String quoted) {
    return quoted.replace("\"\"", "\"");
  }
}
