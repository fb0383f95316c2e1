package io.tributary.files.sqlite.scan;

import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.table.CaptureColumn;
import io.tributary.files.sqlite.table.CaptureTable;
import io.tributary.files.sqlite.table.CaptureTableReader;
import io.tributary.files.sqlite.table.RowSource;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are read in order by somebody other than a connector, in the form in which the
 * connector would send them. Immutable; holds as long as no definition changes.
 */
public final class ScannedTable {
  private final CaptureTable table;
  private final List<CaptureColumn> carried;
  private final Charset encoding;
  private final List<String> columns;

  private ScannedTable(CaptureTable table, Charset encoding) {
    this.table = table;
    this.carried = table.carried();
    this.encoding = encoding;
    this.columns = carried.stream().map(CaptureColumn::name).toList();
  }

  /** The tables of these names, as far as they are there. */
  public static Map<String, ScannedTable> in(Connection file, Collection<String> names)
      throws SQLException {
    SqliteSession sqlite = SqliteSession.on(file);
    Charset encoding = sqlite.encoding();
    Map<String, ScannedTable> found = new HashMap<>();
    for (CaptureTable table : new CaptureTableReader(sqlite).tables(names::contains)) {
      found.put(table.name(), new ScannedTable(table, encoding));
    }
    return found;
  }

  /** The columns of its rows in the stream. */
  public List<String> columns() {
    return columns;
  }

  /** Whether {@link ScannedRow#stored} is at hand, and not only {@link ScannedRow#exact}. */
  public boolean storedAsSent() {
    return table.vectors().isEmpty();
  }

  /** Where its scan begins chunks: literals of the first term that it is ordered by. */
  public ScanCuts cuts() {
    return new ScanCuts(table);
  }

  /** The storage classes of a row's values where the columns do not lead to expect them. */
  public Map<String, String> storageClasses(List<SqliteValue> row) {
    return CaptureColumn.unexpected(carried, row);
  }

  /** Takes the rows of a scan. */
  public interface Sink {
    /** Takes a row; whether the scan is to go on. */
    boolean take(ScannedRow row) throws SQLException;
  }

  /**
   * Reads rows in order until there are no more or the sink has enough.
   *
   * @param after the place behind which to begin, null for the beginning
   * @param lower the literal at which the range begins, null for the table's beginning
   * @param upper the literal before which it ends, null for the table's end
   * @return whether the range was read to its end
   */
  public boolean read(
      Connection file,
      @Nullable List<SqliteValue> after,
      @Nullable String lower,
      @Nullable String upper,
      Sink sink)
      throws SQLException {
    if (table.vectors().isPresent()) {
      return new VectorScan(SqliteSession.on(file), table, encoding).read(after, sink);
    }
    RowSource relation = table.relation();
    List<String> order = relation.scanOrder();
    try (PreparedStatement statement =
        file.prepareStatement(sql(relation, order, after, lower, upper))) {
      for (int i = 0; after != null && i < after.size(); i++) {
        CaptureRowReader.bind(statement, i + 1, after.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        StoredRow row = new StoredRow(statement, rows, columns.size(), order.size(), encoding);
        while (row.next()) {
          if (!sink.take(row)) {
            return false;
          }
        }
        return true;
      }
    }
  }

  private static String sql(
      RowSource relation,
      List<String> order,
      @Nullable List<SqliteValue> after,
      @Nullable String lower,
      @Nullable String upper) {
    List<String> where = new ArrayList<>();
    String names = String.join(", ", order);
    if (after != null) {
      where.add(
          "(%s) > (%s)"
              .formatted(
                  names,
                  after.stream().map(SqliteValue::parameter).collect(Collectors.joining(", "))));
    } else if (lower != null) {
      where.add(order.get(0) + " >= " + lower);
    }
    Optional.ofNullable(upper).ifPresent(bound -> where.add(order.get(0) + " < " + bound));
    return "SELECT "
        + String.join(", ", relation.read())
        + ", "
        + names
        + " FROM "
        + relation.from()
        + " AS t"
        + (where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where))
        + " ORDER BY "
        + names;
  }
}
