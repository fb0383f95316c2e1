package io.tributary.files.sqlite.capture;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.table.CaptureTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts keys of rows on the log of a captured file that nobody has changed: the connector then reads
 * what is under them and sends it, or a deletion where nothing is.
 */
public final class LoggedRows {
  private LoggedRows() {}

  /**
   * The key of a row.
   *
   * @param values a Long or String for each column of the key
   */
  public record Key(List<Object> values) {
    public Key {
      values = List.copyOf(values);
    }
  }

  /**
   * How many keys were logged.
   *
   * @param present under which the file has a row at this moment
   * @param absent under which it has none
   */
  public record Counted(long present, long absent) {
    /** Nothing was logged. */
    public static final Counted NONE = new Counted(0, 0);
  }

  /**
   * Logs keys in one transaction of the file.
   *
   * @param owner the connector whose capture it is; another one's is refused
   * @param captured which tables, by name
   * @param keys of rows by table
   * @param waitMillis how long to wait for a writer
   * @throws SqliteFailure IN_USE, BUSY, or whatever is wrong with the file
   */
  public static Counted in(
      Path path,
      String owner,
      Predicate<String> captured,
      Map<String, List<Key>> keys,
      int waitMillis) {
    try (SqliteSession sqlite = SqliteSession.open(path, waitMillis)) {
      sqlite.begin("IMMEDIATE");
      Map<Long, CaptureTable> tables = new TableCaptureScope(captured).reconcile(sqlite, owner);
      long present = 0;
      long absent = 0;
      for (Map.Entry<Long, CaptureTable> table : tables.entrySet()) {
        for (Key key : keys.getOrDefault(table.getValue().name(), List.of())) {
          log(sqlite, table.getKey(), key);
          if (found(sqlite, table.getValue(), key)) {
            present++;
          } else {
            absent++;
          }
        }
      }
      sqlite.commit();
      return new Counted(present, absent);
    } catch (CaptureInstallation.TableGone e) {
      throw SqliteError.TABLE_GONE.failure(
          "captured table(s) " + e.getMessage() + " do not exist in " + path, e);
    } catch (SQLException e) {
      throw SqliteFailure.of(path, e);
    }
  }

  private static void log(SqliteSession sqlite, long table, Key key) throws SQLException {
    List<Object> parameters = new ArrayList<>();
    parameters.add(table);
    parameters.addAll(key.values());
    String places =
        IntStream.range(0, key.values().size())
            .mapToObj(i -> ", k" + i)
            .collect(Collectors.joining());
    sqlite.update(
        "INSERT INTO %s (tbl%s) VALUES (?%s)"
            .formatted(quote(SqliteNames.LOG), places, ", ?".repeat(key.values().size())),
        parameters.toArray());
  }

  private static boolean found(SqliteSession sqlite, CaptureTable table, Key key)
      throws SQLException {
    String condition =
        table.key().columns().stream()
            .map(column -> table.relation().key(column) + " IS ?")
            .collect(Collectors.joining(" AND "));
    return sqlite
        .number(
            "SELECT 1 FROM %s AS t WHERE %s LIMIT 1".formatted(table.relation().from(), condition),
            key.values().toArray())
        .isPresent();
  }
}
