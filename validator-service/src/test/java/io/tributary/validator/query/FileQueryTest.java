package io.tributary.validator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.query.TimedQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A query in a SQLite file. */
class FileQueryTest {
  private static final String ENDLESS =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

  @TempDir private Path directory;

  @BeforeEach
  void create() throws SQLException {
    write("CREATE TABLE item (id INTEGER PRIMARY KEY, body TEXT)");
    write("INSERT INTO item VALUES (1, 'a'), (2, 'b'), (3, NULL)");
  }

  @Test
  void fetchesAllRowsEachTimeAndSeesWhatIsWrittenBetweenTwoRuns() throws SQLException {
    try (QueryEnd query = query("SELECT id, body FROM item", 5_000)) {
      // when
      query.warmUp();
      QueryRun first = query.run();
      write("INSERT INTO item VALUES (4, 'd')");
      QueryRun second = query.run();

      // then
      assertThat(first.rows()).isEqualTo(3);
      assertThat(first.micros()).isPositive();
      assertThat(second.rows()).as("no run holds a read for the next one").isEqualTo(4);
    }
  }

  @Test
  void isBrokenOffAtItsLimit() {
    try (QueryEnd query = query(ENDLESS, 200)) {
      long start = System.nanoTime();
      assertThatThrownBy(query::run)
          .isInstanceOfSatisfying(
              TributaryException.class,
              e -> assertThat(e.report().code()).isEqualTo("TRB-VALIDATION-QUERY-TIME-LIMIT"))
          .hasMessageContaining("longer than 200 ms (cutover.queries-time-limit-millis)");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(200), Duration.ofSeconds(30));
    }
  }

  @Test
  void writesNothing() throws SQLException {
    try (QueryEnd query = query("WITH w AS (SELECT 9) INSERT INTO item SELECT 9, 'x'", 5_000)) {
      assertThatThrownBy(query::run)
          .hasMessageContaining("the file of the test")
          .hasMessageContaining("Mend at-source of the query");
    }
    try (Connection sqlite = connect();
        Statement statement = sqlite.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM item")) {
      assertThat(row.getInt(1)).isEqualTo(3);
    }
  }

  @Test
  void saysWhatSqliteSays() {
    try (QueryEnd query = query("SELECT * FROM nowhere", 5_000)) {
      assertThatThrownBy(query::warmUp)
          .isInstanceOfSatisfying(
              TributaryException.class,
              e -> assertThat(e.report().code()).isEqualTo("TRB-VALIDATION-QUERY"))
          .hasMessageContaining("no such table: nowhere");
    }
  }

  private QueryEnd query(String sql, long limitMillis) {
    TimedQuery query = new TimedQuery("q", "app", sql, "SELECT 1");
    return new FileQuery(
        directory.resolve("app.db"),
        new QueryPlace(query, "at-source", "the file of the test", limitMillis),
        sql,
        ForkJoinPool.commonPool());
  }

  private void write(String sql) throws SQLException {
    try (Connection sqlite = connect();
        Statement statement = sqlite.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("app.db"));
  }
}
