package io.tributary.cdc.source.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import io.tributary.fixture.PostgresFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowEstimateIT {
  private static final String DATABASE = "row_estimate";
  private Connection source;

  @BeforeEach
  void open() throws SQLException {
    PostgresFixture.source().createDatabase(DATABASE);
    source = PostgresFixture.source().connect(DATABASE);
    run(
        "CREATE TABLE empty (id int); CREATE TABLE few (id int); CREATE TABLE \"An alyzed\" (id int);"
            + "CREATE TABLE many (id int, t text);"
            + "ALTER TABLE many SET (autovacuum_enabled = off);"
            + "ALTER TABLE few SET (autovacuum_enabled = off);"
            + "INSERT INTO few SELECT generate_series(1, 321);"
            + "INSERT INTO \"An alyzed\" SELECT generate_series(1, 5000);"
            + "INSERT INTO many SELECT g, repeat('x', 500) FROM generate_series(1, 20000) g;"
            + "ANALYZE \"An alyzed\"");
  }

  @AfterEach
  void drop() throws SQLException {
    source.close();
    PostgresFixture.source().dropDatabase(DATABASE);
  }

  @Test
  void knowsAnalyzedTablesAndCountsSmallOnes() throws SQLException {
    assertThat(estimate("empty")).isZero();
    assertThat(estimate("few")).isEqualTo(321);
    assertThat(estimate("An alyzed")).isEqualTo(5_000);
    assertThat(estimate("few", "An alyzed", "gone")).isEqualTo(5_321);
  }

  @Test
  void guessesALargeTableThatWasNeverAnalyzed() throws SQLException {
    assertThat(estimate("many")).isBetween(5_000L, 2_000_000L);
  }

  private long estimate(String... tables) throws SQLException {
    List<TableName> names = Arrays.stream(tables).map(t -> new TableName("public", t)).toList();
    return new RowEstimate(source).of(names);
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = source.createStatement()) {
      statement.execute(sql);
    }
  }
}
