package io.tributary.cdc.schema.dump;

import static io.tributary.cdc.schema.SchemaFixture.column;
import static io.tributary.cdc.schema.SchemaFixture.mapping;
import static io.tributary.cdc.schema.SchemaFixture.openSource;
import static io.tributary.cdc.schema.SchemaFixture.openTarget;
import static io.tributary.cdc.schema.SchemaFixture.ownedBy;
import static io.tributary.cdc.schema.SchemaFixture.run;
import static io.tributary.cdc.schema.SchemaFixture.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.schema.SchemaFixture;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.MovingSource;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scratch database of a source, while pg_dump reads that, and afterwards. */
class ScratchDatabaseIT {
  private static final String SOURCE = "schema_scratch_source";
  private static final String TARGET = "schema_scratch_target";
  private static final String SCRATCH =
      "SELECT datname FROM pg_database WHERE datname LIKE 'tributary_scratch%'";

  /** Ends only when the scratch database is there. */
  private static final String UNTIL_IT_IS_THERE =
      """
      until [ -n "$(target postgres "%s")" ]; do :; done
      """
          .formatted(SCRATCH);

  @TempDir private Path directory;
  private MovingSource moving;

  @BeforeEach
  void createDatabases() throws SQLException {
    PostgresFixture.source().createDatabase(SOURCE);
    try (Connection from = openSource(SOURCE)) {
      run(from, "CREATE TABLE t (id int PRIMARY KEY)");
    }
    SchemaFixture.freshTarget(TARGET, "scratch_app");
    var source = source("first", SOURCE, mapping("public", "app", Map.of()));
    moving =
        new MovingSource(
            SchemaFixture.migration(TARGET, Map.of("app", ownedBy("scratch_app")), source), source);
  }

  @Test
  void itIsMadeWhileTheSourceIsDumpedAndGoneWhenTheTargetIsPrepared() throws Exception {
    // when
    service(UNTIL_IT_IS_THERE).prepare(moving);

    // then
    assertThat(onTarget("SELECT tablename FROM pg_tables WHERE schemaname = 'app'"))
        .containsExactly("t");
    assertNothingIsLeft();
  }

  @Test
  void aDumpThatFailsLeavesNone() throws Exception {
    // given
    SchemaService service = service(UNTIL_IT_IS_THERE + "echo 'no luck' >&2; exit 1");

    // then
    assertThatThrownBy(() -> service.prepare(moving))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.report().code()).isEqualTo(SchemaError.PG_DUMP_FAILED.code()))
        .hasMessageContaining("no luck");
    assertNothingIsLeft();
  }

  @Test
  void oneThatCannotBeMadeEndsTheDump() throws Exception {
    // given a role that may make no database, and a dump that would not end
    try (Connection server = openTarget("postgres")) {
      run(server, "DROP ROLE IF EXISTS scratch_mover");
      run(server, "CREATE ROLE scratch_mover LOGIN CREATEROLE PASSWORD 'secret'");
      run(server, "GRANT CREATE ON DATABASE " + TARGET + " TO scratch_mover");
    }
    Path pid = directory.resolve("pid");
    SchemaService service = service("echo $$ > " + pid + "; exec tail -f /dev/null");
    var target =
        SchemaFixture.connection(PostgresFixture.target(), TARGET, "scratch_mover", "secret");
    var source = source("first", SOURCE, mapping("public", "app", Map.of()));
    var refused =
        new MovingSource(
            SchemaFixture.migration(target, Map.of("app", ownedBy("scratch_app")), source), source);

    // then
    assertThatThrownBy(() -> service.prepare(refused)).hasMessageContaining("create database");
    if (Files.exists(pid)) {
      assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))).isEmpty();
    }
    assertThat(onTarget(SCRATCH)).isEmpty();
  }

  @Test
  void oneThatACrashHasLeftWhileTheSourceWasDumpedIsDroppedByTheNextAttempt() throws Exception {
    // given a target that is lost in the middle of the dump
    leaveOne();

    // when
    service("").prepare(moving);

    // then
    assertNothingIsLeft();
  }

  @Test
  void oneThatACrashHasLeftIsDroppedByAnAbort() throws Exception {
    // given
    leaveOne();

    // when
    SchemaFixture.service().remove(moving);

    // then
    assertNothingIsLeft();
  }

  private void leaveOne() throws Exception {
    SchemaService crashing =
        service(
            UNTIL_IT_IS_THERE
                + """
                target postgres "ALTER DATABASE %1$s ALLOW_CONNECTIONS false"
                target postgres "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                                  WHERE datname = '%1$s'"
                """
                    .formatted(TARGET));
    assertThatThrownBy(() -> crashing.prepare(moving)).isInstanceOf(TributaryException.class);
    try (Connection server = openTarget("postgres")) {
      assertThat(column(server, SCRATCH)).hasSize(1);
      run(server, "ALTER DATABASE " + TARGET + " ALLOW_CONNECTIONS true");
    }
  }

  private static void assertNothingIsLeft() throws SQLException {
    assertThat(onTarget(SCRATCH)).isEmpty();
    assertThat(
            onTarget(
                "SELECT item FROM tributary.preparation WHERE starts_with(item, 'schema.scratch')"))
        .isEmpty();
  }

  private static List<String> onTarget(String query) throws SQLException {
    try (Connection to = openTarget(TARGET)) {
      return column(to, query);
    }
  }

  /** A service whose pg_dump does something before it dumps. */
  private SchemaService service(String first) throws IOException {
    PostgresServer target = PostgresFixture.target();
    script(
        "pg_dump",
        """
        target() {
          PGOPTIONS= PGHOST=%2$s PGPORT=%3$d PGUSER=%4$s PGPASSWORD='%5$s' \\
            %1$s/psql -XAtq -d "$1" -c "$2"
        }
        if [ "$1" != --version ]; then
          :
          %6$s
        fi
        exec %1$s/pg_dump "$@"
        """
            .formatted(
                target.binDirectory(),
                target.host(),
                target.port(),
                target.superuser(),
                target.password(),
                first));
    script("pg_restore", "exec %s/pg_restore \"$@\"".formatted(target.binDirectory()));
    script("psql", "exec %s/psql \"$@\"".formatted(target.binDirectory()));
    return SchemaFixture.service(SchemaFixture.settings(directory.toString()));
  }

  private void script(String name, String lines) throws IOException {
    Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + lines);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}
