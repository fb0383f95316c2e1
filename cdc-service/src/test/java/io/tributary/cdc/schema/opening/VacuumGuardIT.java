package io.tributary.cdc.schema.opening;

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

import io.tributary.cdc.schema.SchemaFixture;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.PostgresFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between rehearsal and opening nothing may take a lock that the opening would wait for. */
class VacuumGuardIT {
  private static final String SOURCE = "schema_guard_source";
  private static final String TARGET = "schema_guard_target";

  /** What VACUUM and ANALYZE take; an autovacuum that does not get it at once goes on elsewhere. */
  private static final String AS_VACUUM =
      "LOCK TABLE app.\"Mixed case\" IN SHARE UPDATE EXCLUSIVE MODE";

  private final Source source = source("app", SOURCE, mapping("public", "app", Map.of()));
  private final SchemaService service = SchemaFixture.service();
  private Migration migration;

  @BeforeEach
  void prepareTarget() throws SQLException {
    PostgresFixture.source().createDatabase(SOURCE);
    SchemaFixture.freshTarget(TARGET, "guarded_app");
    try (Connection connection = openSource(SOURCE)) {
      run(connection, "CREATE TABLE \"Mixed case\" (id int PRIMARY KEY)");
    }
    migration = SchemaFixture.migration(TARGET, Map.of("app", ownedBy("guarded_app")), source);
    service.prepare(new MovingSource(migration, source));
    service.finishAfterSnapshot(new MovingSource(migration, source));
  }

  @Test
  void vacuumsPassTheTablesByFromTheRehearsalToTheOpening() throws SQLException {
    try (Connection vacuum = openTarget(TARGET)) {
      // given
      service.rehearseOpening(new MovingSource(migration, source));

      // then
      assertThat(locked(vacuum)).isFalse();
      run(vacuum, "INSERT INTO app.\"Mixed case\" VALUES (1)");

      // when
      service.open(new MovingSource(migration, source));

      // then
      assertThat(locked(vacuum)).isTrue();
      try (Connection role = openAs("guarded_app", TARGET)) {
        run(role, "INSERT INTO app.\"Mixed case\" VALUES (2)");
        assertThat(column(role, "SELECT id FROM app.\"Mixed case\" ORDER BY id"))
            .isEqualTo(List.of("1", "2"));
      }
    }
  }

  @Test
  void cutoverThatIsUndoneGivesTheTablesBack() throws SQLException {
    try (Connection vacuum = openTarget(TARGET)) {
      // given
      service.rehearseOpening(new MovingSource(migration, source));
      assertThat(locked(vacuum)).isFalse();

      // when
      service.endRehearsal(new MovingSource(migration, source).stream());

      // then: the server ends the session a moment after it was left
      run(vacuum, "SET lock_timeout = '10s'");
      assertThat(locked(vacuum)).isTrue();
    }
  }

  @Test
  void rehearsalNamesWhoDoesNotGiveWay() throws SQLException {
    try (Connection vacuum = openTarget(TARGET)) {
      // given: not an autovacuum, which would be cancelled
      vacuum.setAutoCommit(false);
      run(vacuum, AS_VACUUM);
      String pid = column(vacuum, "SELECT pg_backend_pid()").get(0);

      // when, then
      assertThatThrownBy(() -> service.rehearseOpening(new MovingSource(migration, source)))
          .hasMessageContaining("nothing is fenced")
          .hasMessageContaining("session " + pid)
          .hasMessageContaining("app.Mixed case")
          .hasMessageContaining("cut over again")
          .satisfies(
              e ->
                  assertThat(((TributaryException) e).report().code())
                      .isEqualTo("TRB-SCHEMA-TARGET-BUSY"));

      // when
      vacuum.rollback();

      // then
      service.rehearseOpening(new MovingSource(migration, source));
      service.open(new MovingSource(migration, source));
      assertThat(service.opened(new MovingSource(migration, source))).isTrue();
    }
  }

  private static boolean locked(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try {
      if (column(connection, "SHOW lock_timeout").contains("0")) {
        run(connection, "SET LOCAL lock_timeout = '1ms'");
      }
      run(connection, AS_VACUUM);
      return true;
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo("55P03");
      return false;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
