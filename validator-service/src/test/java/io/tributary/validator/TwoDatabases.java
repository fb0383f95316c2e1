package io.tributary.validator;

import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.WayBack;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * A source database with schema {@code app} and a target database with schema {@code moved} and
 * Tributary's state tables, and the migration between them. What a mover would do is done by the
 * tests themselves.
 */
public final class TwoDatabases implements AutoCloseable {
  public static final String MIGRATION = "moving";

  private final String sourceName;
  private final String database;
  private final Connection source;
  private final Connection target;

  /** Creates the source database and, in a shared target database, what the source needs. */
  public TwoDatabases(String sourceName, String targetDatabase, boolean createTarget) {
    this.sourceName = sourceName;
    this.database = targetDatabase;
    try {
      PostgresFixture.source().createDatabase(sourceDatabase());
      source = PostgresFixture.source().connect(sourceDatabase());
      if (createTarget) {
        PostgresFixture.target().createDatabase(targetDatabase);
      }
      target = PostgresFixture.target().connect(targetDatabase);
      if (createTarget) {
        onTarget("CREATE SCHEMA tributary; SET search_path = tributary;" + script("V1__state.sql"));
        onTarget("RESET search_path;" + script("V10__ledger.sql"));
        onTarget("RESET search_path;" + script("V14__ledger_ranges.sql"));
        onTarget("RESET search_path;" + script("V15__table_restarts.sql"));
        onTarget("RESET search_path;" + script("V19__range_offer.sql"));
      }
      onSource("CREATE SCHEMA app");
      onTarget("CREATE SCHEMA " + targetSchema());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Both databases, of their own. */
  public static TwoDatabases create(String name) {
    return new TwoDatabases(name, "target_of_" + name, true);
  }

  private String sourceDatabase() {
    return "source_" + sourceName;
  }

  /** The schema at the target. */
  public String targetSchema() {
    return "moved_" + sourceName;
  }

  /** Runs statements at both ends; {@code $S} stands for the schema. */
  public void onBoth(String sql) {
    onSource(sql);
    onTarget(sql);
  }

  /** Runs statements at the source; {@code $S} stands for the schema. */
  public void onSource(String sql) {
    run(source, sql.replace("$S", "app"));
  }

  /** Runs statements at the target; {@code $S} stands for the schema. */
  public void onTarget(String sql) {
    run(target, sql.replace("$S", targetSchema()));
  }

  /** A connection of the caller's own to the source. */
  public Connection openSource() throws SQLException {
    return PostgresFixture.source().connect(sourceDatabase());
  }

  /** A connection of the caller's own to the target. */
  public Connection openTarget() throws SQLException {
    return PostgresFixture.target().connect(database);
  }

  /** Says in the target that everything is built and applied up to a position. */
  public void checkpoint(long offset, long position, String fenceToken) {
    onTarget(checkpointSql(sourceName, offset, position, fenceToken));
  }

  private static String checkpointSql(
      String stream, long offset, long position, String fenceToken) {
    return """
        INSERT INTO tributary.checkpoint
        VALUES ('%1$s', '%2$s', %3$d, %4$d, %5$s, true, 0, 0, 0, 0, now())
        ON CONFLICT (migration, source) DO UPDATE SET topic_offset = excluded.topic_offset,
          position = excluded.position, fence_token = excluded.fence_token;
        INSERT INTO tributary.preparation
        VALUES ('%1$s', '%2$s', 'schema.finished', '{}', now()) ON CONFLICT DO NOTHING"""
        .formatted(
            MIGRATION,
            stream,
            offset,
            position,
            fenceToken == null ? "NULL" : "'" + fenceToken + "'");
  }

  /** Makes the source ready for rows that come home, and says how far it is with them. */
  public void home(long offset, long position, String fenceToken) {
    try (var asked = source.createStatement();
        var found = asked.executeQuery("SELECT to_regclass('tributary.checkpoint') IS NULL")) {
      found.next();
      if (found.getBoolean(1)) {
        onSource("CREATE SCHEMA tributary; SET search_path = tributary;" + script("V1__state.sql"));
        onSource("RESET search_path;" + script("V10__ledger.sql"));
        onSource("RESET search_path;" + script("V14__ledger_ranges.sql"));
        onSource("RESET search_path;" + script("V19__range_offer.sql"));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    onSource(checkpointSql(sourceName + ".back", offset, position, fenceToken));
  }

  /** The plan of this source. */
  public Source plan() {
    return PostgresSource.of(
        sourceName,
        address(PostgresFixture.source(), sourceDatabase()),
        List.of(new SchemaMapping("app", targetSchema(), Map.of(), List.of(), List.of())));
  }

  /** The migration of this source alone, with a way back. */
  public Migration returning(int rowsPerChunk) {
    Migration out = migration(rowsPerChunk, this);
    return new Migration(
        out.name(),
        out.target(),
        List.of(((PostgresSource) plan()).with(WayBack.REPLICATE)),
        out.cutover(),
        out.validation());
  }

  /** A migration of these sources, which share a target. */
  public static Migration migration(int rowsPerChunk, TwoDatabases... sources) {
    return new Migration(
        MIGRATION,
        new MigrationTarget(
            address(PostgresFixture.target(), sources[0].database), "public", Map.of()),
        java.util.Arrays.stream(sources).map(TwoDatabases::plan).toList(),
        CutoverSettings.defaults(),
        new ValidationSettings(50, rowsPerChunk));
  }

  static io.tributary.common.model.DatabaseAddress address(PostgresServer server, String name) {
    try {
      Path file = Files.createTempFile("validator-password", ".txt");
      file.toFile().deleteOnExit();
      Files.writeString(file, server.password());
      return new io.tributary.common.model.DatabaseAddress(
          server.host(),
          server.port(),
          name,
          server.superuser(),
          SecretRef.file(file.toString()),
          TlsMode.DISABLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String script(String name) {
    try (InputStream sql = TwoDatabases.class.getResourceAsStream("/db/tributary/" + name)) {
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    try {
      source.close();
      target.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    PostgresFixture.source().dropDatabase(sourceDatabase());
    PostgresFixture.target().dropDatabase(database);
  }
}
