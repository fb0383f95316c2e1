package io.tributary.validator;

import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.PostgresFixture;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.table.SourceMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A target database of a source whose rows are converted, with the tables that follow from it. What
 * a mover would do is done by the tests themselves.
 */
final class PreparedTarget implements AutoCloseable {
  static final String MIGRATION = "moving";
  static final String SOURCE = "app";

  private final String database;
  private final Source plan;
  private final SourceMapping mapping;
  private final Connection target;

  PreparedTarget(String name, Source plan, MappingBasis basis) {
    this.plan = plan;
    this.mapping = MappingPlanner.plan(plan, basis);
    this.database = "target_of_" + name;
    PostgresFixture.target().createDatabase(database);
    try {
      target = PostgresFixture.target().connect(database);
      run("CREATE SCHEMA tributary; SET search_path = tributary;" + script("V1__state.sql"));
      run(
          "RESET search_path;"
              + script("V3__quarantine.sql")
              + script("V10__ledger.sql")
              + script("V14__ledger_ranges.sql"));
      try (PreparedStatement insert =
          target.prepareStatement(
              "INSERT INTO tributary.preparation VALUES (?, ?, ?, ?::jsonb, now())")) {
        insert.setString(1, MIGRATION);
        insert.setString(2, SOURCE);
        insert.setString(3, MappingBasis.ITEM);
        insert.setString(4, Json.text(basis));
        insert.executeUpdate();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the tables. */
  void preData() {
    mapping.preData().forEach(this::run);
  }

  /** Makes what follows the copy. */
  void postData() {
    mapping.postData().forEach(this::run);
  }

  void run(String sql) {
    try (Statement statement = target.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  Connection open() throws SQLException {
    return PostgresFixture.target().connect(database);
  }

  /** Puts a row into the quarantine by its key as the topic spells it. */
  void quarantine(String table, String... key) {
    run(
        """
        INSERT INTO tributary.quarantine
        (migration, source, source_table, source_key, reason, detail, source_row, position, at)
        VALUES ('%s', '%s', '%s', '%s', 'TEST', 'by hand', '{}', 1, now())"""
            .formatted(MIGRATION, SOURCE, table, Json.text(key)));
  }

  /** Says in the target that everything is built and applied up to a position. */
  void checkpoint(long offset, long position, String fenceToken) {
    String token = fenceToken == null ? "NULL" : "'" + fenceToken + "'";
    run(
        """
        INSERT INTO tributary.checkpoint
        VALUES ('%1$s', '%2$s', %3$d, %4$d, %5$s, true, 0, 0, 0, 0, now())
        ON CONFLICT (migration, source) DO UPDATE SET topic_offset = excluded.topic_offset,
          position = excluded.position, fence_token = excluded.fence_token;
        INSERT INTO tributary.preparation
        VALUES ('%1$s', '%2$s', 'schema.finished', '{}', now()) ON CONFLICT DO NOTHING"""
            .formatted(MIGRATION, SOURCE, offset, position, token));
  }

  Migration migration(int rowsPerChunk) {
    return new Migration(
        MIGRATION,
        new MigrationTarget(
            TwoDatabases.address(PostgresFixture.target(), database), "public", java.util.Map.of()),
        List.of(plan),
        CutoverSettings.defaults(),
        new ValidationSettings(50, rowsPerChunk));
  }

  private static String script(String name) {
    try (InputStream sql = TwoDatabases.class.getResourceAsStream("/db/tributary/" + name)) {
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      target.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    PostgresFixture.target().dropDatabase(database);
  }
}
