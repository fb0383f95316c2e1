package io.tributary.validator.mirror;

import io.tributary.common.change.Row;
import io.tributary.common.convert.Reason;
import io.tributary.common.json.Json;
import io.tributary.common.mapping.MappedRow;
import io.tributary.common.mapping.RowConversion;
import io.tributary.common.mapping.TableMapping;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.file.FileRow;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The converted rows of one table of the source in temporary tables of a session, for PostgreSQL to
 * compare. A row that the conversion or the target's types refuse is put aside with the reason.
 * Inside of transactions of the caller's.
 */
final class Mirror {
  private static final int ROWS_WORTH_AN_INDEX = 1_000;

  private final Connection connection;
  private final TableMapping mapping;
  private final TablePair pair;
  private final MirrorSql sql;
  private final RowConversion conversion;
  private long rows;
  private long refusedRows;
  private boolean indexed;

  Mirror(Connection connection, TableMapping mapping, TablePair pair, Rounding rounding) {
    this.connection = connection;
    this.mapping = mapping;
    this.pair = pair;
    this.sql = new MirrorSql(pair, rounding);
    this.conversion = new RowConversion(mapping);
  }

  MirrorSql sql() {
    return sql;
  }

  /** Converts a key of the source. */
  java.util.Optional<Row> key(Row key) {
    return conversion.key(key);
  }

  void create() throws SQLException {
    for (String statement : sql.create()) {
      execute(statement);
    }
  }

  void drop() throws SQLException {
    execute(sql.drop());
  }

  void clear() throws SQLException {
    if (rows > 0) {
      execute(sql.clear());
    }
    rows = 0;
    refusedRows = 0;
  }

  /** Takes rows in. */
  void add(List<FileRow> added) throws SQLException {
    List<Copied> accepted = new ArrayList<>();
    CopyText refused = new CopyText();
    boolean any = false;
    for (FileRow row : added) {
      String key = Json.text(row.key());
      MappedRow mapped = conversion.convert(row.row());
      if (mapped instanceof MappedRow.Refused no) {
        refused.row(aside(key, no.column(), no.reason().name(), no.text()));
        refusedRows++;
        any = true;
      } else {
        Row converted = ((MappedRow.Accepted) mapped).row();
        if (pair.source().keyNames().stream().anyMatch(k -> converted.value(k) == null)) {
          refused.row(aside(key, null, Reason.NULL_KEY.name(), "a key must not be NULL"));
          refusedRows++;
          any = true;
        } else {
          accepted.add(new Copied(key, converted));
        }
      }
    }
    rows += added.size();
    if (any) {
      copy(sql.copyAside(), refused);
    }
    if (!accepted.isEmpty()) {
      copyOrHalve(accepted);
    }
  }

  private record Copied(String key, Row row) {}

  /** COPY says of no row that it is refused, so the refused ones are searched for by halves. */
  private void copyOrHalve(List<Copied> accepted) throws SQLException {
    CopyText text = new CopyText();
    for (Copied one : accepted) {
      List<String> values = new ArrayList<>(one.row().values());
      if (sql.rounding() != null) {
        values.add(one.row().value(sql.rounding().column()));
      }
      values.add(one.key());
      text.row(values);
    }
    Savepoint before = connection.setSavepoint();
    try {
      copy(sql.copyRows(accepted.get(0).row().columns()), text);
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      if (!String.valueOf(e.getSQLState()).matches("(22|23).*")) {
        throw e;
      }
      connection.rollback(before);
      if (accepted.size() == 1) {
        CopyText refused = new CopyText();
        refused.row(aside(accepted.get(0).key(), null, "REFUSED_BY_THE_TARGET", e.getMessage()));
        copy(sql.copyAside(), refused);
        refusedRows++;
        return;
      }
      int half = accepted.size() / 2;
      copyOrHalve(accepted.subList(0, half));
      copyOrHalve(accepted.subList(half, accepted.size()));
    }
  }

  private static List<String> aside(String key, String column, String reason, String text) {
    List<String> values = new ArrayList<>(List.of(key));
    values.add(column);
    values.add(reason);
    // PostgreSQL's text holds no zero character, also not one that is quoted.
    values.add(text.replace('\0', '\uFFFD'));
    return values;
  }

  private void copy(String statement, CopyText text) throws SQLException {
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(statement, new StringReader(text.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** To be called once all rows are in. */
  void filled() throws SQLException {
    if (!indexed && rows > ROWS_WORTH_AN_INDEX) {
      for (String statement : sql.index()) {
        execute(statement);
      }
      indexed = true;
    }
  }

  /** Makes vectors those of the target where nothing but rounding tells them apart. */
  void round() throws SQLException {
    if (sql.rounding() != null) {
      execute(sql.rounding().adopt());
    }
  }

  /** Takes out the rows with these keys of the source. */
  void remove(Collection<List<String>> keys) throws SQLException {
    List<String> texts = keys.stream().map(Json::text).toList();
    for (String statement : sql.remove()) {
      try (PreparedStatement delete = connection.prepareStatement(statement)) {
        delete.setArray(1, connection.createArrayOf("text", texts.toArray()));
        delete.executeUpdate();
      }
    }
  }

  /** Rows that were refused since the mirror was cleared. */
  long refusedRows() {
    return refusedRows;
  }

  TablePair pair() {
    return pair;
  }

  TableMapping mapping() {
    return mapping;
  }

  private void execute(String statement) throws SQLException {
    try (Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }
}
