package io.tributary.files.sqlite.back;

import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.mapping.conversion.SourceValue;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The statements of one transaction on a file, each prepared once. SQLite itself prepares them
 * again when the schema has changed. Whatever is wrong with the file is an {@link SqliteFailure}.
 */
public final class FileStatements {
  private final Path file;
  private final SqliteSession sqlite;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private String latest = "";
  private boolean writing;

  FileStatements(Path file, SqliteSession sqlite) {
    this.file = file;
    this.sqlite = sqlite;
  }

  /** From now on the triggers that refuse writes are lifted. */
  void allowWriting() {
    writing = true;
  }

  /** The session of the transaction. */
  public SqliteSession sqlite() {
    return sqlite;
  }

  PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = sqlite.connection().prepareStatement(sql);
      prepared.put(sql, statement);
    }
    latest = sql;
    return statement;
  }

  /**
   * What a statement that writes a row answers.
   *
   * @throws RowRefused SQLite does not take the row
   */
  <T> T written(Work<T> work) {
    requireWriting();
    try {
      return work.run();
    } catch (SQLException e) {
      // The driver cannot use a statement again that failed, and does not say so.
      prepared.remove(latest);
      if (RowRefused.is(e)) {
        throw new RowRefused(e);
      }
      throw SqliteFailure.of(file, e);
    }
  }

  /** Does nothing in a transaction that is open for writing. */
  public void requireWriting() {
    if (!writing) {
      throw new IllegalStateException("the transaction is not open for writing");
    }
  }

  /** Runs a statement that no row can be refused by; answers how many rows it changed. */
  public int update(String sql, SourceValue... parameters) {
    requireWriting();
    return done(
        () -> {
          PreparedStatement statement = prepared(sql);
          StoredValues.bind(statement, 1, List.of(parameters));
          return statement.executeUpdate();
        });
  }

  /**
   * The same for a statement that writes a row.
   *
   * @throws RowRefused SQLite does not take the row
   */
  public int refusable(String sql, Collection<SourceValue> parameters) {
    return written(
        () -> {
          PreparedStatement statement = prepared(sql);
          StoredValues.bind(statement, 1, parameters);
          return statement.executeUpdate();
        });
  }

  /** The rowid of the row that was inserted last. */
  public long lastRowid() {
    return done(() -> sqlite.number("SELECT last_insert_rowid()").orElseThrow());
  }

  /** What another statement answers. */
  public <T> T done(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw SqliteFailure.of(file, e);
    }
  }

  /** Finalizes all of them. */
  void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
    prepared.clear();
  }

  /** Work on the file. */
  public interface Work<T> {
    /** Does it. */
    T run() throws SQLException;
  }
}
