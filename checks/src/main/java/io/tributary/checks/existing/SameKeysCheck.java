package io.tributary.checks.existing;

import io.tributary.common.change.RowImage;
import io.tributary.common.ddl.DdlRefusedException;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.sql.Sql;
import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.scan.ScannedRow;
import io.tributary.files.sqlite.scan.ScannedTable;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import io.tributary.mapping.row.MappedRow;
import io.tributary.mapping.row.RowConversion;
import io.tributary.mapping.table.TableMapping;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of a source whose keys or other unique values a table of the target has already,
 * and whether they are the same there, by the target's own types. Rows that are refused anyway are
 * no conflict. One use; in an open transaction of the target.
 */
public final class SameKeysCheck {
  private static final int PIECE = 500;
  private static final int SHOWN = 5;
  private static final String ROWS = "pg_temp.tributary_rows";
  private static final String SAVE = "SAVEPOINT tributary_rows";
  private static final String UNDO = "ROLLBACK TO SAVEPOINT tributary_rows";

  /** Reads a file, each time in a transaction of its own that is short. */
  public interface Reads {
    /** Reads. */
    <T> T read(SqliteSourceFile.Reading<T> reading);
  }

  /**
   * What was found.
   *
   * @param conflicts rows with the key of a row of the target and other content, or with a unique
   *     value of a row with another key
   * @param keys the first of them, for people
   * @param same rows that the target has already
   */
  public record Found(long conflicts, List<String> keys, long same) {}

  private final DdlTarget target;
  private final TableMapping mapping;
  private final ExistingTable table;
  private final @Nullable String onSame;
  private final RowConversion conversion;
  private final List<String> columns;
  private final List<UniqueColumns> unique;
  private final List<String> keys = new ArrayList<>();
  private long conflicts;
  private long same;

  /**
   * A search.
   *
   * @param onSame what to run for each piece whose rows are in the temporary table {@code
   *     tributary_rows}; null for nothing
   */
  public SameKeysCheck(
      DdlTarget target, TableMapping mapping, ExistingTable table, @Nullable String onSame) {
    this.target = target;
    this.mapping = mapping;
    this.table = table;
    this.onSame = onSame;
    this.conversion = new RowConversion(mapping);
    List<String> names = new ArrayList<>();
    mapping.columns().forEach(column -> names.add(column.target()));
    mapping.constants().keySet().stream().sorted().forEach(names::add);
    this.columns = List.copyOf(names);
    // What the source does not fill is no value of its rows.
    this.unique =
        UniqueColumns.besideTheKey(target, table).stream()
            .filter(index -> columns.containsAll(index.columns()))
            .toList();
  }

  /** Reads all rows of the source's table. */
  public Found in(Reads file) {
    target.run("DROP TABLE IF EXISTS " + ROWS);
    target.run(
        "CREATE TEMP TABLE tributary_rows ON COMMIT DROP AS SELECT %s FROM %s WITH NO DATA"
            .formatted(names(""), table.from()));
    Piece piece = new Piece(null, List.of());
    do {
      @Nullable List<SqliteValue> after = piece.last();
      piece = file.read(session -> read(session, after));
      take(piece.rows());
    } while (piece.last() != null);
    target.run("DROP TABLE " + ROWS);
    return new Found(conflicts, keys, same);
  }

  /**
   * Some rows.
   *
   * @param last the place of the last one, null when there are no more
   */
  private record Piece(@Nullable List<SqliteValue> last, List<RowImage> rows) {}

  private Piece read(SqliteReadSession session, @Nullable List<SqliteValue> after)
      throws SQLException {
    String name = mapping.source().name();
    ScannedTable scanned = ScannedTable.in(session.connection(), List.of(name)).get(name);
    List<RowImage> rows = new ArrayList<>();
    List<List<SqliteValue>> last = new ArrayList<>();
    if (scanned != null) {
      scanned.read(
          session.connection(),
          after,
          null,
          null,
          row -> {
            rows.add(row(scanned, row));
            if (rows.size() == PIECE) {
              last.add(row.place());
            }
            return rows.size() < PIECE;
          });
    }
    return new Piece(last.isEmpty() ? null : last.get(0), rows);
  }

  private static RowImage row(ScannedTable table, ScannedRow scanned) throws SQLException {
    List<SqliteValue> values = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      values.add(scanned.exact(i));
    }
    List<String> literals = new ArrayList<>();
    values.forEach(value -> literals.add(value.literal()));
    return new RowImage(table.columns(), literals, table.storageClasses(values));
  }

  private void take(List<RowImage> rows) {
    List<String> converted = new ArrayList<>();
    for (RowImage row : rows) {
      if (conversion.convert(row) instanceof MappedRow.Accepted accepted) {
        converted.add(
            accepted.row().values().stream()
                .map(value -> value == null ? "NULL" : Sql.literal(value))
                .collect(Collectors.joining(", ", "(", ")")));
      }
    }
    put(converted);
    for (String key : target.texts(conflicting())) {
      conflicts++;
      if (keys.size() < SHOWN) {
        keys.add(key);
      }
    }
    same +=
        Long.parseLong(
            target.texts("SELECT count(*)" + joined() + " WHERE NOT " + content()).get(0));
    if (onSame != null) {
      target.run(onSame);
    }
    target.run("DELETE FROM " + ROWS);
  }

  private void put(List<String> rows) {
    if (rows.isEmpty()) {
      return;
    }
    target.run(SAVE);
    try {
      target.run("INSERT INTO " + ROWS + " VALUES " + String.join(", ", rows));
    } catch (DdlRefusedException e) {
      target.run(UNDO);
      if (rows.size() > 1) {
        put(rows.subList(0, rows.size() / 2));
        put(rows.subList(rows.size() / 2, rows.size()));
      }
    }
  }

  /** The conflicts, each row of the source once. */
  private String conflicting() {
    List<String> found = new ArrayList<>();
    found.add(conflict(table.key(), sameKey("t", "n") + " AND " + content()));
    for (UniqueColumns index : unique) {
      found.add(
          conflict(
              index.columns(),
              index.same("t", "n") + " AND (" + sameKey("t", "n") + ") IS NOT TRUE"));
    }
    return "SELECT min(c.shown) FROM (%s) AS c (place, shown) GROUP BY c.place ORDER BY 1"
        .formatted(String.join(" UNION ALL ", found));
  }

  private String conflict(List<String> shown, String when) {
    return "SELECT n.ctid, %s FROM %s n JOIN %s t ON %s"
        .formatted(shown(shown), ROWS, table.from(), when);
  }

  private String joined() {
    return " FROM " + ROWS + " n JOIN " + table.from() + " t ON " + sameKey("t", "n");
  }

  private String sameKey(String one, String other) {
    return table.key().stream()
        .map(Sql::identifier)
        .map(column -> one + "." + column + " = " + other + "." + column)
        .collect(Collectors.joining(" AND "));
  }

  private static String shown(List<String> columns) {
    return columns.stream()
        .map(
            column ->
                "concat(%s, n.%s::text)"
                    .formatted(Sql.literal(column + " = "), Sql.identifier(column)))
        .collect(Collectors.joining(" || ', ' || "));
  }

  private String content() {
    return "ROW(" + names("n.") + ")::text IS DISTINCT FROM ROW(" + names("t.") + ")::text";
  }

  private String names(String alias) {
    return columns.stream()
        .map(column -> alias + Sql.identifier(column))
        .collect(Collectors.joining(", "));
  }
}
