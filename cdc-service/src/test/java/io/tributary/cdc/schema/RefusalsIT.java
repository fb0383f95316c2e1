package io.tributary.cdc.schema;

import static io.tributary.cdc.schema.SchemaFixture.column;
import static io.tributary.cdc.schema.SchemaFixture.mapping;
import static io.tributary.cdc.schema.SchemaFixture.openAs;
import static io.tributary.cdc.schema.SchemaFixture.openSource;
import static io.tributary.cdc.schema.SchemaFixture.openTarget;
import static io.tributary.cdc.schema.SchemaFixture.ownedBy;
import static io.tributary.cdc.schema.SchemaFixture.run;
import static io.tributary.cdc.schema.SchemaFixture.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.database.Databases;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.WhenEmpty;
import io.tributary.fixture.PostgresFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is refused, what is allowed at its edge, and what the message says. */
class RefusalsIT {
  private static final String SOURCE = "schema_refusals_source";
  private static final String TARGET = "schema_refusals_target";

  private final Source source = source("app", SOURCE, mapping("public", "app", Map.of()));
  private final SchemaService service = SchemaFixture.service();

  @BeforeEach
  void createDatabases() throws SQLException {
    PostgresFixture.source().createDatabase(SOURCE);
    SchemaFixture.freshTarget(TARGET, "refused_app", "ordinary");
  }

  @Test
  void emptySourceIsAMigrationWhereTheFileAllowsIt() throws SQLException {
    // given
    Migration refused = migration(ownedBy("refused_app"));
    Source empty = allowedToBeEmpty();
    Migration migration =
        SchemaFixture.migration(TARGET, Map.of("app", ownedBy("refused_app")), empty);

    // when
    assertThat(code(() -> service.prepare(new MovingSource(refused, source))))
        .isEqualTo("TRB-SCHEMA-NOTHING-MOVES");
    assertThat(service.opened(new MovingSource(migration, empty))).isFalse();
    service.prepare(new MovingSource(migration, empty));
    service.finishAfterSnapshot(new MovingSource(migration, empty));
    service.open(new MovingSource(migration, empty));

    // then
    assertThat(service.opened(new MovingSource(migration, empty))).isTrue();
    try (Connection role = openAs("refused_app", TARGET)) {
      run(role, "CREATE TABLE mine (id int)");
      assertThat(column(role, "SELECT schemaname FROM pg_tables WHERE tablename = 'mine'"))
          .containsExactly("app");
    }
    assertThat(code(() -> service.remove(new MovingSource(migration, empty))))
        .isEqualTo("TRB-SCHEMA-ALREADY-OPEN");
  }

  @Test
  void schemaThatHoldsSomethingIsRefusedUnlessAllowed() throws SQLException {
    // given
    sourceHas("CREATE TABLE t (id int PRIMARY KEY)");
    try (Connection target = openTarget(TARGET)) {
      run(target, "CREATE SCHEMA app; CREATE TABLE app.older (id int); SELECT 1");
    }
    Migration strict = migration(ownedBy("refused_app"));
    TargetSchema tolerant =
        new TargetSchema("refused_app", SchemaFixture.secret(SchemaFixture.ROLE_PASSWORD), true);

    // then
    assertThatThrownBy(() -> service.prepare(new MovingSource(strict, source)))
        .hasMessageContaining("app")
        .hasMessageContaining("table app.older")
        .hasMessageContaining("`allow-non-empty: true`")
        .satisfies(
            e ->
                assertThat(((TributaryException) e).report().code())
                    .isEqualTo("TRB-SCHEMA-NOT-EMPTY"));
    service.prepare(new MovingSource(migration(tolerant), source));
    service.remove(new MovingSource(migration(tolerant), source));
    try (Connection target = openTarget(TARGET)) {
      assertThat(column(target, "SELECT tablename FROM pg_tables WHERE schemaname = 'app'"))
          .containsExactly("older");
    }
  }

  @Test
  void nameThatIsTakenInAnAllowedSchemaIsRefused() throws SQLException {
    // given
    sourceHas("CREATE TABLE t (id int PRIMARY KEY)");
    try (Connection target = openTarget(TARGET)) {
      run(target, "CREATE SCHEMA app; CREATE TABLE app.t (id int)");
    }
    Migration migration =
        migration(new TargetSchema("refused_app", SchemaFixture.secret("x"), true));

    // then
    assertThat(code(() -> service.prepare(new MovingSource(migration, source))))
        .isEqualTo("TRB-SCHEMA-COLLISION");
  }

  @Test
  void superuserIsNoApplicationRole() {
    Migration migration = migration(ownedBy("postgres"));
    assertThat(code(() -> service.prepare(new MovingSource(migration, source))))
        .isEqualTo("TRB-SCHEMA-ROLE-TOO-MIGHTY");
  }

  @Test
  void missingRoleNeedsAPassword() {
    Migration migration = migration(new TargetSchema("refused_app", null, false));
    assertThat(code(() -> service.prepare(new MovingSource(migration, source))))
        .isEqualTo("TRB-SCHEMA-ROLE-PASSWORD");
  }

  @Test
  void missingProgramIsNamedWithTheWayToGetIt() {
    SchemaService without =
        new SchemaService(
            new Databases(),
            SchemaFixture.settings("/nowhere"),
            Clock.systemUTC(),
            (step, layout) -> {});
    assertThatThrownBy(
            () -> without.prepare(new MovingSource(migration(ownedBy("refused_app")), source)))
        .hasMessageContaining("/nowhere/pg_dump")
        .hasMessageContaining("postgresql-client");
  }

  @Test
  void definitionThatFailsIsNamed() throws SQLException {
    // given: a foreign key to a table that stays behind
    sourceHas(
        "CREATE TABLE gone (id int PRIMARY KEY);"
            + "CREATE TABLE kept (id int PRIMARY KEY, g int REFERENCES gone)");
    Source excluding =
        source(
            "app",
            SOURCE,
            new io.tributary.common.plan.source.SchemaMapping(
                "public", "app", Map.of(), java.util.List.of(), java.util.List.of("gone")));

    // then
    assertThatThrownBy(
            () ->
                service.prepare(
                    new MovingSource(
                        SchemaFixture.migration(
                            TARGET, Map.of("app", ownedBy("refused_app")), excluding),
                        excluding)))
        .hasMessageContaining("kept_g_fkey")
        .hasMessageContaining("gone");
  }

  @Test
  void missingSourceSchemaIsNamed() {
    Source wrong = source("app", SOURCE, mapping("nowhere", "app", Map.of()));
    Migration migration =
        SchemaFixture.migration(TARGET, Map.of("app", ownedBy("refused_app")), wrong);
    assertThat(code(() -> service.prepare(new MovingSource(migration, wrong))))
        .isEqualTo("TRB-SCHEMA-SOURCE-MISSING");
  }

  @Test
  void ordinaryRoleWithTheRightsIsEnough() throws SQLException {
    // given
    sourceHas(
        "CREATE TABLE t (id serial PRIMARY KEY, v text); CREATE INDEX ON t (v);"
            + "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
            + "CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()");
    try (Connection target = openTarget(TARGET)) {
      run(target, "CREATE ROLE ordinary LOGIN CREATEDB CREATEROLE PASSWORD 'o'");
      run(target, "GRANT CREATE ON DATABASE " + TARGET + " TO ordinary");
      run(target, "GRANT USAGE ON SCHEMA public TO ordinary WITH GRANT OPTION");
    }
    Migration migration =
        SchemaFixture.migration(
            SchemaFixture.connection(PostgresFixture.target(), TARGET, "ordinary", "o"),
            Map.of("app", ownedBy("refused_app")),
            source);

    // when
    service.prepare(new MovingSource(migration, source));
    service.finishAfterSnapshot(new MovingSource(migration, source));
    service.open(new MovingSource(migration, source));

    // then
    try (Connection role = openAs("refused_app", TARGET)) {
      run(role, "INSERT INTO t (v) VALUES ('x')");
    }
    PostgresFixture.target().dropDatabase(TARGET);
  }

  private Migration migration(TargetSchema app) {
    return SchemaFixture.migration(TARGET, Map.of("app", app), source);
  }

  private Source allowedToBeEmpty() {
    return source.with(WhenEmpty.ALLOWED);
  }

  private static void sourceHas(String sql) throws SQLException {
    try (Connection connection = openSource(SOURCE)) {
      run(connection, sql);
    }
  }

  private static String code(Runnable step) {
    try {
      step.run();
    } catch (TributaryException e) {
      return e.report().code();
    }
    return "nothing refused";
  }
}
