package io.tributary.validator.source.sqlite.file;

import java.nio.charset.Charset;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The log in which the capture's triggers note the key of every changed row, in the transaction of
 * the change. Its numbers are the positions of the stream (docs/connector-sqlite.md).
 *
 * @param file inside of whose reads this is asked
 */
public record CapturedLog(SqliteFileReader file) {

  /**
   * A row of the log.
   *
   * @param seq its number
   * @param nonce its random number, by which another history of the file is told
   */
  public record Place(long seq, long nonce) {}

  /**
   * The log's last row; it is never removed.
   *
   * @throws io.tributary.common.error.TributaryException NOT_CAPTURED
   */
  public Place last() throws SQLException {
    if (file.number("SELECT count(*) FROM sqlite_master WHERE name = '_tributary_log'").orElse(0L)
        == 0) {
      throw FileFailures.notCaptured(file.path(), "it holds no log of the capture");
    }
    return file
        .list(
            "SELECT seq, nonce FROM _tributary_log ORDER BY seq DESC LIMIT 1",
            row -> new Place(row.getLong(1), row.getLong(2)))
        .stream()
        .findFirst()
        .orElseThrow(
            () -> FileFailures.notCaptured(file.path(), "the log of the capture is empty"));
  }

  /** The log's row of that number. */
  public Place at(long seq) throws SQLException {
    return new Place(
        seq, file.number("SELECT nonce FROM _tributary_log WHERE seq = ?", seq).orElse(0L));
  }

  /** Whether the log still holds everything behind a place. */
  public boolean holds(Place place) throws SQLException {
    return file.number("SELECT nonce FROM _tributary_log WHERE seq = ?", place.seq())
        .equals(Optional.of(place.nonce()));
  }

  /**
   * The number by which the log names a table.
   *
   * @throws io.tributary.common.error.TributaryException NOT_CAPTURED
   */
  public long number(String table) throws SQLException {
    return file.number("SELECT id FROM _tributary_table WHERE name = ?", table)
        .orElseThrow(
            () ->
                FileFailures.notCaptured(
                    file.path(), "changes of table " + table + " are not captured"));
  }

  /** Whether a table had to be read again as a whole between two places. */
  public boolean readAgain(long table, long after, long upTo) throws SQLException {
    return file.number(
            "SELECT 1 FROM _tributary_log WHERE seq > ? AND seq <= ? AND tbl = ? LIMIT 1",
            after,
            upTo,
            -table)
        .isPresent();
  }

  /** The number of the row that is so many rows behind another, or of the last. */
  public long ahead(long after, int rows) throws SQLException {
    return file.number(
            "SELECT max(seq) FROM (SELECT seq FROM _tributary_log WHERE seq > ?"
                + " ORDER BY seq LIMIT ?)",
            after,
            rows)
        .orElse(after);
  }

  /** The texts of the keys of a table that changed between two places. */
  public List<List<String>> keys(long table, int columns, long after, long upTo, Charset encoding)
      throws SQLException {
    String values =
        IntStream.range(0, columns)
            .mapToObj(i -> "typeof(k" + i + "), k" + i)
            .collect(Collectors.joining(", "));
    return file.list(
        "SELECT DISTINCT " + values + " FROM _tributary_log WHERE seq > ? AND seq <= ? AND tbl = ?",
        row -> {
          List<String> key = new ArrayList<>();
          for (int i = 0; i < columns; i++) {
            key.add(StoredValue.read(row, 1 + 2 * i, encoding).text());
          }
          return key;
        },
        after,
        upTo,
        table);
  }
}
