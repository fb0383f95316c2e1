package io.tributary.checks.rows;

import io.tributary.common.sql.Sql;
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
  private static final String THERE =
      """
      SELECT c.relname || E'\\x1f'
             || (SELECT string_agg(a.attname, E'\\x1e' ORDER BY u.at)
                   FROM unnest(f.conkey) WITH ORDINALITY AS u (num, at)
                   JOIN pg_catalog.pg_attribute a
                     ON a.attrelid = f.conrelid AND a.attnum = u.num)
             || E'\\x1f' || p.relname || E'\\x1f'
             || (SELECT string_agg(a.attname, E'\\x1e' ORDER BY u.at)
                   FROM unnest(f.confkey) WITH ORDINALITY AS u (num, at)
                   JOIN pg_catalog.pg_attribute a
                     ON a.attrelid = f.confrelid AND a.attnum = u.num)
        FROM pg_catalog.pg_constraint f
        JOIN pg_catalog.pg_class c ON c.oid = f.conrelid
        JOIN pg_catalog.pg_class p ON p.oid = f.confrelid AND p.relnamespace = c.relnamespace
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE f.contype = 'f' AND f.conparentid = 0 AND n.nspname = %s
       ORDER BY c.relname, f.conname\
      """;

  private static final int FOURTH = 3;
  private static final int CHILD = 2;
  private static final int COLUMNS = 4;
  private static final int PARENT = 6;
  private static final int PARENT_COLUMNS = 7;

  /** Copies what it is given. */
  public RowReference {
    columns = List.copyOf(columns);
    parentColumns = List.copyOf(parentColumns);
  }

  /** The foreign keys that the target gets by the statements of a mapping. */
  public static List<RowReference> made(SourceMapping mapping) {
    return mapping.postData().stream().flatMap(sql -> made(mapping, sql).stream()).toList();
  }

  /** A query for the foreign keys within a schema of the target, one in each row's first column. */
  public static String thereQuery(String schema) {
    return THERE.formatted(Sql.literal(schema));
  }

  /**
   * The foreign keys that the target has already, by the operator's own statements.
   *
   * @param rows what {@link #thereQuery} answers
   */
  public static List<RowReference> there(SourceMapping mapping, List<String> rows) {
    return rows.stream()
        .map(row -> row.split("\u001f", -1))
        .flatMap(part -> of(mapping, part[0], list(part[1]), part[2], list(part[FOURTH])).stream())
        .toList();
  }

  private static List<String> list(String names) {
    return List.of(names.split("\u001e", -1));
  }

  private static Optional<RowReference> made(SourceMapping mapping, String statement) {
    Matcher key = KEY.matcher(statement);
    if (!key.matches()) {
      return Optional.empty();
    }
    return of(
        mapping,
        bare(key.group(CHILD)),
        names(key.group(COLUMNS)),
        bare(key.group(PARENT)),
        names(key.group(PARENT_COLUMNS)));
  }

  private static Optional<RowReference> of(
      SourceMapping mapping,
      String child,
      List<String> columns,
      String parent,
      List<String> parentColumns) {
    return byTarget(mapping, child)
        .flatMap(
            from ->
                byTarget(mapping, parent)
                    .map(to -> new RowReference(from, columns, to, parentColumns)))
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

  private static Optional<TableMapping> byTarget(SourceMapping mapping, String name) {
    return mapping.tables().stream().filter(t -> t.target().name().equals(name)).findFirst();
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
