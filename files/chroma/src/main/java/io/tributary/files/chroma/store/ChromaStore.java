package io.tributary.files.chroma.store;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.tributary.common.error.SqliteMessage;
import io.tributary.files.sqlite.SqliteSession;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * A directory that is only looked at, whether or not its application runs: nothing in it is
 * written. Each piece is read in a short transaction of its own, because a read keeps the
 * application from committing. Not thread-safe.
 */
public final class ChromaStore implements AutoCloseable {
  private static final int PAGE = 1_000;
  private static final RetryPolicy<Object> WHILE_TORN =
      RetryPolicy.builder()
          .handle(TornRead.class)
          .withDelay(Duration.ofMillis(100))
          .withMaxAttempts(300)
          .build();
  private static final int BUSY_MILLIS = 10_000;

  private final Path root;
  private final Connection connection;
  private final ChromaDirectoryReader reader;

  private ChromaStore(Path root, Connection connection) {
    this.root = root;
    this.connection = connection;
    this.reader =
        new ChromaDirectoryReader(
            connection, root, ChromaDirectoryReader.PICKLE_LIMIT, Clock.systemUTC());
  }

  /**
   * Opens a directory.
   *
   * @throws ChromaFailure with the reason
   */
  public static ChromaStore open(Path root) {
    Path file = new ChromaDirectory(root).file();
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(BUSY_MILLIS);
    try {
      return new ChromaStore(root, config.createConnection(SqliteSession.address(file)));
    } catch (SQLException e) {
      throw refused(root, e);
    }
  }

  /** The collections by tenant, database and name. */
  public List<ChromaCollection> collections() {
    return read(reader::collections);
  }

  /** Hands over every record of a collection, in the order of the ids' bytes. */
  public void records(ChromaCollection collection, Consumer<StoredRecord> consumer) {
    @Nullable String after = null;
    List<StoredRecord> page;
    do {
      @Nullable String last = after;
      page = read(() -> reader.page(collection, last, PAGE));
      page.forEach(consumer);
      after = page.isEmpty() ? null : page.get(page.size() - 1).id();
    } while (page.size() == PAGE);
  }

  /** The first records of a collection in the order of the ids' bytes. */
  public List<StoredRecord> first(ChromaCollection collection, int records) {
    return read(() -> reader.page(collection, null, records));
  }

  /** Those of these ids that have a record. */
  public List<StoredRecord> records(ChromaCollection collection, List<String> ids) {
    return read(() -> reader.records(collection, ids));
  }

  /** Everything that is not as it should be; reads all vectors. */
  public List<ChromaFinding> findings() {
    return read(reader::findings);
  }

  private <T> T read(Read<T> read) {
    try {
      return Failsafe.with(WHILE_TORN).get(() -> inTransaction(read));
    } catch (TornRead e) {
      throw ChromaError.BUSY.failure(
          root + " is being written all the time; try again when less is written", e);
    } catch (FailsafeException e) {
      throw refused(root, Objects.requireNonNull(e.getCause(), "it wraps what a statement throws"));
    }
  }

  private <T> T inTransaction(Read<T> read) throws SQLException {
    execute("BEGIN");
    try {
      return read.run();
    } finally {
      execute("COMMIT");
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static ChromaFailure refused(Path root, Throwable e) {
    return ChromaError.SQLITE.failure(
        "chroma.sqlite3 in " + root + " cannot be read (" + SqliteMessage.of(e) + ")", e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw refused(root, e);
    }
  }

  /** What happens inside a transaction. */
  private interface Read<T> {
    T run() throws SQLException;
  }
}
