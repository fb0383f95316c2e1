package io.tributary.cdc.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.DefinitionCatalog;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.cdc.seal.SealedTarget;
import io.tributary.cdc.source.postgresql.fence.FenceService;
import io.tributary.cdc.source.postgresql.fence.FenceSettings;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretRef;
import io.tributary.database.DatabaseSession;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The last look at the source, under the fence's lock. */
class UnfollowedChangesIT {
  private static final String DATABASE = "unfollowed_it";

  private final PostgresServer server = PostgresFixture.source();
  private Migration migration;
  private List<TableDefinition> followed;

  @BeforeEach
  void create() throws Exception {
    server.createDatabase(DATABASE);
    run(
        "CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('glad');"
            + "CREATE TABLE app.t (id int PRIMARY KEY, v text DEFAULT 'a', m app.mood);"
            + "CREATE TABLE app.stays (id int); CREATE INDEX t_v ON app.t (v)");
    Path secret = Files.createTempFile("tributary-unfollowed", ".secret");
    secret.toFile().deleteOnExit();
    Files.writeString(secret, server.password());
    DatabaseAddress place =
        new DatabaseAddress(
            server.host(),
            server.port(),
            DATABASE,
            server.superuser(),
            SecretRef.file(secret.toString()),
            TlsMode.DISABLE);
    SchemaMapping mapping = new SchemaMapping("app", "shop", Map.of(), List.of(), List.of("stays"));
    Source source = PostgresSource.of("legacy", place, List.of(mapping));
    migration =
        new Migration(
            "shop",
            new MigrationTarget(place, "public", Map.of()),
            List.of(source),
            CutoverSettings.defaults(),
            ValidationSettings.defaults());
    try (DatabaseSession session = new Databases().open(place)) {
      followed = new DefinitionCatalog(session, source).all();
    }
  }

  @AfterEach
  void drop() {
    server.dropDatabase(DATABASE);
  }

  @Test
  void letsTheFenceThroughWhenTheSourceIsWhatWasMoved() throws Exception {
    // given
    run("ALTER TABLE app.stays ADD x int; ANALYZE app.t; INSERT INTO app.t VALUES (1)");

    // when
    fence();

    // then
    assertThatThrownBy(() -> run("INSERT INTO app.t VALUES (2)")).hasMessageContaining("25006");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ALTER TABLE app.t ADD x int; column x of type integer was added",
        "ALTER TABLE app.t ALTER v DROP DEFAULT; column v: default was",
        "ALTER TABLE app.t ALTER v SET NOT NULL; column v: NOT NULL was false",
        "ALTER TYPE app.mood ADD VALUE 'sad'; labels [sad] were added",
        "CREATE INDEX late ON app.t (m); index late was made",
        "DROP INDEX app.t_v; index t_v was dropped",
        "ALTER TABLE app.t ADD CONSTRAINT c CHECK (id > 0); constraint c was added",
        "ALTER TABLE app.t RENAME TO stays2; renamed to app.stays2",
        "DROP TABLE app.t; it was dropped",
        "CREATE TABLE app.late (id int); it was made after"
      })
  void refusesTheFenceAndLeavesTheSourceOpen(String change, String effect) throws Exception {
    // given
    run(change);

    // when, then
    assertThatThrownBy(this::fence)
        .hasMessageContaining("legacy")
        .hasMessageContaining(effect)
        .hasMessageContaining("goes on as before");
    run("SET lock_timeout = '5s'; CREATE TABLE IF NOT EXISTS app.t (id int)");
    assertThat(service().standing(new MovingSource(migration, migration.source("legacy"))))
        .isEmpty();
  }

  private void fence() {
    SealedTarget.of(migration);
    UnfollowedChanges changes =
        new UnfollowedChanges(new MovingSource(migration, migration.source("legacy")), followed);
    service()
        .raise(
            new MovingSource(migration, migration.source("legacy")),
            "token",
            Instant.now().plusSeconds(60),
            changes::refuse);
  }

  private static FenceService service() {
    FenceSettings settings =
        new SmallRyeConfigBuilder()
            .withMapping(FenceSettings.class)
            .build()
            .getConfigMapping(FenceSettings.class);
    return new FenceService(new Databases(), settings, "tributary", Clock.systemUTC());
  }

  private void run(String sql) throws SQLException {
    try (java.sql.Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new SQLException(e.getSQLState() + " " + e.getMessage(), e);
    }
  }
}
