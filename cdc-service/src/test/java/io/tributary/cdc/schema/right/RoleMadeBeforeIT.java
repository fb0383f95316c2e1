package io.tributary.cdc.schema.right;

import static io.tributary.cdc.schema.SchemaFixture.column;
import static io.tributary.cdc.schema.SchemaFixture.connection;
import static io.tributary.cdc.schema.SchemaFixture.mapping;
import static io.tributary.cdc.schema.SchemaFixture.openAs;
import static io.tributary.cdc.schema.SchemaFixture.openTarget;
import static io.tributary.cdc.schema.SchemaFixture.run;
import static io.tributary.cdc.schema.SchemaFixture.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.schema.SchemaFixture;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.PostgresFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An application's role that an administrator has made, for a role of ours without CREATEROLE. */
class RoleMadeBeforeIT {
  private static final String DATABASE = "schema_role_before";
  private static final String SEARCH_PATH =
      "SELECT s.setconfig::text FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole"
          + " WHERE r.rolname = 'before_app'";

  private final Source app = source("app", DATABASE, mapping("app", "app", Map.of()));
  private final SchemaService service = SchemaFixture.service();

  @Test
  void getsItsPasswordAndSearchPathAndLosesThePathAgain() throws SQLException {
    // given
    PostgresFixture.source().createDatabase(DATABASE);
    try (Connection source = SchemaFixture.openSource(DATABASE)) {
      run(source, "CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY)");
    }
    SchemaFixture.freshTarget(DATABASE, "before_app", "before_mover");
    try (Connection target = openTarget(DATABASE)) {
      run(
          target,
          """
          CREATE ROLE before_app LOGIN;
          CREATE ROLE before_mover LOGIN CREATEDB PASSWORD 'm';
          GRANT before_app TO before_mover WITH ADMIN OPTION;
          GRANT CREATE ON DATABASE schema_role_before TO before_mover;
          GRANT CONNECT ON DATABASE schema_role_before TO before_mover WITH GRANT OPTION;
          GRANT SET ON PARAMETER session_replication_role TO before_mover\
          """);
      MovingSource moving = new MovingSource(migration(), app);

      // when
      service.prepare(moving);

      // then
      try (Connection role = openAs("before_app", DATABASE)) {
        assertThat(column(role, "SHOW search_path")).allMatch(path -> path.startsWith("app"));
      }
      service.remove(moving);
      assertThat(column(target, "SELECT 1 FROM pg_roles WHERE rolname = 'before_app'")).hasSize(1);
      assertThat(column(target, SEARCH_PATH)).isEmpty();
      run(target, "DROP OWNED BY before_mover CASCADE");
    }
  }

  private Migration migration() {
    TargetSchema schema =
        new TargetSchema("before_app", SchemaFixture.secret(SchemaFixture.ROLE_PASSWORD), false);
    return SchemaFixture.migration(
        connection(PostgresFixture.target(), DATABASE, "before_mover", "m"),
        Map.of("app", schema),
        app);
  }
}
