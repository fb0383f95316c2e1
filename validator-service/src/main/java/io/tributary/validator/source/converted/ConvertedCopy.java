package io.tributary.validator.source.converted;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.change.RowImage;
import io.tributary.common.json.Json;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.row.MappedRow;
import io.tributary.mapping.row.RowConversion;
import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.source.sqlite.file.FileRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The converted rows of one table of the source in temporary tables of a session, for PostgreSQL to
 * compare. A row that the conversion or the target's types refuse is left out, with the reason.
 * Used inside of the caller's transactions.
 */
final class ConvertedCopy {
  private static final int ROWS_WORTH_AN_INDEX = 1_000;

  private final Connection connection;
  private final TableMapping mapping;
  private final TablePair pair;
  private final Optional<VectorRounding> rounding;
  private final ConvertedCopyStatements sql;
  private final RowConversion conversion;
  private long rows;
  private long refusedRows;
  private boolean indexed;
  private boolean sourceKeysIndexed;

  ConvertedCopy(
      Connection connection,
      TableMapping mapping,
      TablePair pair,
      Optional<VectorRounding> rounding) {
    this.connection = connection;
    this.mapping = mapping;
    this.pair = pair;
    this.rounding = rounding;
    this.sql = new ConvertedCopyStatements(pair, rounding);
    this.conversion = new RowConversion(mapping);
  }

  ConvertedCopyStatements sql() {
    return sql;
  }

  /** Converts a key of the source. */
  Optional<RowImage> key(RowImage key) {
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

  /** Many rows are to come, after which indexes are quicker made anew than kept meanwhile. */
  void unindex() throws SQLException {
    if (indexed || sourceKeysIndexed) {
      for (String statement : sql.unindex()) {
        execute(statement);
      }
    }
    indexed = false;
    sourceKeysIndexed = false;
  }

  /** Takes rows in. */
  void add(List<FileRow> added) throws SQLException {
    List<KeyedRow> accepted = new ArrayList<>();
    CopyLines refused = new CopyLines();
    long before = refusedRows;
    for (FileRow row : added) {
      String key = Json.text(row.key());
      MappedRow mapped = conversion.convert(row.row());
      if (mapped instanceof MappedRow.Accepted converted && keyed(converted.row())) {
        accepted.add(new KeyedRow(key, converted.row()));
      } else {
        refusedRows++;
        refused.row(
            mapped instanceof MappedRow.Refused no
                ? leftOut(key, no.column(), no.reason().name(), no.text())
                : leftOut(key, null, QuarantineReason.NULL_KEY.name(), "a key must not be NULL"));
      }
    }
    rows += added.size();
    if (refusedRows > before) {
      copy(sql.copyLeftOut(), refused);
    }
    if (!accepted.isEmpty()) {
      copyOrHalve(accepted);
    }
  }

  private boolean keyed(RowImage converted) {
    return pair.source().keyNames().stream().noneMatch(k -> converted.value(k) == null);
  }

  /**
   * A converted row.
   *
   * @param key its key at the source
   * @param row its values
   */
  private record KeyedRow(String key, RowImage row) {}

  /** COPY says of no row that it is refused, so the refused ones are searched for by halves. */
  private void copyOrHalve(List<KeyedRow> accepted) throws SQLException {
    CopyLines text = new CopyLines();
    for (KeyedRow one : accepted) {
      List<String> values = new ArrayList<>(one.row().values());
      rounding.ifPresent(vectors -> values.add(one.row().value(vectors.column())));
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
        CopyLines refused = new CopyLines();
        refused.row(
            leftOut(
                accepted.get(0).key(),
                null,
                "REFUSED_BY_THE_TARGET",
                String.valueOf(e.getMessage())));
        copy(sql.copyLeftOut(), refused);
        refusedRows++;
        return;
      }
      int half = accepted.size() / 2;
      copyOrHalve(accepted.subList(0, half));
      copyOrHalve(accepted.subList(half, accepted.size()));
    }
  }

  private static List<String> leftOut(
      String key, @Nullable String column, String reason, String text) {
    List<String> values = new ArrayList<>(List.of(key));
    values.add(column);
    values.add(reason);
    // PostgreSQL's text holds no zero character, also not one that is quoted.
    values.add(text.replace('\0', '\uFFFD'));
    return values;
  }

  private void copy(String statement, CopyLines text) throws SQLException {
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(statement, new ByteArrayInputStream(text.toString().getBytes(UTF_8)));
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
    if (rounding.isPresent()) {
      execute(rounding.get().adopt());
    }
  }

  /** Takes out the rows with these keys of the source. */
  void remove(Collection<List<String>> keys) throws SQLException {
    if (!sourceKeysIndexed && rows > ROWS_WORTH_AN_INDEX && !keys.isEmpty()) {
      // Not before somebody looks: for a copy that is read once it costs more than it brings.
      execute(sql.indexSourceKeys());
      sourceKeysIndexed = true;
    }
    List<String> texts = keys.stream().map(Json::text).toList();
    for (String statement : sql.remove()) {
      BoundStatement.of(statement, texts).update(connection);
    }
  }

  /** Rows that were refused since the copy was cleared. */
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
