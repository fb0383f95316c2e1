package io.tributary.checks.sample;

import io.tributary.common.change.RowImage;
import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.scan.ScannedRow;
import io.tributary.files.sqlite.scan.ScannedTable;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Converts the first rows of each table of a file as the copy does. What only the target can refuse
 * (constraints, keys that become equal, references) is not seen here. One use.
 */
public final class SqliteSample {
  /** How many rows of each table are looked at. */
  public static final int ROWS = 1_000;

  /** Rows may be long; a table's look ends behind so many characters. */
  private static final long CHARACTERS = 8_000_000;

  private final SqliteReadSession session;
  private final long end;

  /**
   * A look.
   *
   * @param session with an open read transaction
   * @param limitMillis after which no further rows are read, because a reader of a rollback journal
   *     keeps writers from committing
   */
  public SqliteSample(SqliteReadSession session, long limitMillis) {
    this.session = session;
    this.end = System.nanoTime() + limitMillis * 1_000_000;
  }

  /** One sample for each table that the mapping moves and the file has. */
  public List<TableSample> of(SourceMapping mapping) throws SQLException {
    List<String> names = mapping.tables().stream().map(table -> table.source().name()).toList();
    Map<String, ScannedTable> scanned = ScannedTable.in(session.connection(), names);
    List<TableSample> samples = new ArrayList<>();
    for (TableMapping table : mapping.tables()) {
      ScannedTable rows = scanned.get(table.source().name());
      if (rows != null) {
        samples.add(sample(table, rows));
      }
    }
    return samples;
  }

  private TableSample sample(TableMapping mapping, ScannedTable table) throws SQLException {
    SampleCount count = new SampleCount(mapping);
    long[] characters = {0};
    boolean whole =
        table.read(
            session.connection(),
            null,
            null,
            null,
            scanned -> {
              // Asked before, so that a table of exactly so many rows counts as read to its end.
              if (count.read() >= ROWS || characters[0] > CHARACTERS || System.nanoTime() > end) {
                return false;
              }
              RowImage row = row(table, scanned);
              row.values().forEach(value -> characters[0] += value == null ? 0 : value.length());
              count.add(row);
              return true;
            });
    return count.sample(whole);
  }

  /** A row as the connector would send it. */
  public static RowImage row(ScannedTable table, ScannedRow scanned) throws SQLException {
    List<SqliteValue> values = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      values.add(scanned.exact(i));
    }
    List<String> literals = new ArrayList<>();
    values.forEach(value -> literals.add(value.literal()));
    return new RowImage(table.columns(), literals, table.storageClasses(values));
  }
}
