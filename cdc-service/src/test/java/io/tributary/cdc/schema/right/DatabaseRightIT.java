package io.tributary.cdc.schema.right;

import static io.tributary.cdc.schema.SchemaFixture.column;
import static io.tributary.cdc.schema.SchemaFixture.connection;
import static io.tributary.cdc.schema.SchemaFixture.mapping;
import static io.tributary.cdc.schema.SchemaFixture.openAs;
import static io.tributary.cdc.schema.SchemaFixture.openTarget;
import static io.tributary.cdc.schema.SchemaFixture.run;
import static io.tributary.cdc.schema.SchemaFixture.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.cdc.schema.SchemaFixture;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.DatabaseCreate;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.SchemaRights;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.PrintedCommands;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The right to create schemas: given where the file says so, and taken back. */
class DatabaseRightIT {
  private static final String DATABASE = "schema_database_right";
  private static final String HOLDERS =
      "SELECT a.grantee::regrole::text FROM pg_database d CROSS JOIN aclexplode(d.datacl) a"
          + " WHERE d.datname = current_database() AND a.privilege_type = 'CREATE' ORDER BY 1";

  private final PostgresServer server = PostgresFixture.target();
  private final Source app = source("app", DATABASE, mapping("app", "app", Map.of()));
  private final Source more = source("more", DATABASE, mapping("more", "more", Map.of()));
  private final SchemaService service = SchemaFixture.service();

  @BeforeEach
  void create() throws SQLException {
    PostgresFixture.source().createDatabase(DATABASE);
    try (Connection source = SchemaFixture.openSource(DATABASE)) {
      run(source, "CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY)");
      run(source, "CREATE SCHEMA more; CREATE TABLE more.t (id int PRIMARY KEY)");
    }
    SchemaFixture.freshTarget(DATABASE, "right_app", "right_mover");
  }

  @Test
  void isTakenBackFromAnExistingRoleWhenTheLastSourceThatNeedsItIsRemoved() throws SQLException {
    // given
    try (Connection target = openTarget(DATABASE)) {
      run(target, "CREATE ROLE right_app LOGIN PASSWORD 'x'");
      Migration migration = migration(connection(server, DATABASE), DatabaseCreate.YES);

      // when
      service.prepare(new MovingSource(migration, app));
      service.prepare(new MovingSource(migration, more));

      // then
      try (Connection role = openAs("right_app", DATABASE)) {
        run(role, "CREATE SCHEMA IF NOT EXISTS app");
      }
      service.remove(new MovingSource(migration, app));
      assertThat(column(target, HOLDERS)).containsOnlyOnce("right_app");
      service.remove(new MovingSource(migration, more));
      assertThat(column(target, HOLDERS)).doesNotContain("right_app");
    }
  }

  @Test
  void staysWithARoleThatHadItBefore() throws SQLException {
    // given
    try (Connection target = openTarget(DATABASE)) {
      run(target, "CREATE ROLE right_app LOGIN PASSWORD 'x'");
      run(target, "GRANT CREATE ON DATABASE " + DATABASE + " TO right_app");
      Migration migration = migration(connection(server, DATABASE), DatabaseCreate.YES);

      // when
      service.prepare(new MovingSource(migration, app));
      service.remove(new MovingSource(migration, app));

      // then
      assertThat(column(target, HOLDERS)).contains("right_app");
    }
  }

  @Test
  void isNotGivenWhereTheFileDoesNotSaySo() throws SQLException {
    for (DatabaseCreate said : List.of(DatabaseCreate.UNSAID, DatabaseCreate.NO)) {
      service.prepare(new MovingSource(migration(connection(server, DATABASE), said), app));

      try (Connection role = openAs("right_app", DATABASE)) {
        assertThatThrownBy(() -> run(role, "CREATE SCHEMA IF NOT EXISTS app"))
            .hasMessageContaining("permission denied for database");
      }
    }
  }

  @Test
  void thatCannotBeGrantedIsToldWithTheStatementThatHelps() throws SQLException {
    // given a role that may do everything else
    try (Connection target = openTarget(DATABASE)) {
      run(
          target,
          "CREATE ROLE right_mover LOGIN CREATEROLE CREATEDB PASSWORD 'm';"
              + "GRANT CREATE ON DATABASE "
              + DATABASE
              + " TO right_mover; GRANT SET ON PARAMETER session_replication_role TO right_mover");
      Migration migration =
          migration(connection(server, DATABASE, "right_mover", "m"), DatabaseCreate.YES);

      // when, then
      TributaryException refused =
          catchThrowableOfType(
              TributaryException.class, () -> service.prepare(new MovingSource(migration, app)));
      assertThat(refused)
          .hasMessageContaining(
              "GRANT CREATE ON DATABASE \""
                  + DATABASE
                  + "\" TO \"right_mover\" WITH GRANT OPTION;");
      PrintedCommands.run(refused.getMessage(), server, DATABASE);
      service.prepare(new MovingSource(migration, app));
      assertThat(column(target, HOLDERS)).contains("right_app");
      service.remove(new MovingSource(migration, app));
      assertThat(column(target, "SELECT rolname FROM pg_roles WHERE rolname = 'right_app'"))
          .isEmpty();
      run(target, "DROP OWNED BY right_mover CASCADE");
    }
  }

  private Migration migration(
      io.tributary.common.model.DatabaseAddress target, DatabaseCreate databaseCreate) {
    TargetSchema schema =
        new TargetSchema(
            "right_app",
            SchemaFixture.secret(SchemaFixture.ROLE_PASSWORD),
            false,
            new SchemaRights(databaseCreate));
    return SchemaFixture.migration(target, Map.of("app", schema, "more", schema), app, more);
  }
}
