package io.tributary.local.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.SqliteShell;
import io.tributary.mapping.sqlite.SqliteProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command on the sample files, beside a process that writes them, and on a real target. */
class PlanIT {
  private static final String AGENTS =
      """
      - name: agents
        kind: sqlite
        file: %s/test.db
        ddl: %s/target.sql
        schemas: [{from: main, to: app}]
        on-invalid: quarantine
        tables:
          agents:
            columns:
              id: {convert: uuid, namespace: 6ba7b810-9dad-11d1-80b4-00c04fd430c8}
              agent_type: {convert: enum, labels: [chief_of_staff, master_operator]}
              status: {convert: enum, labels: [idle, active, busy, error, offline]}
              created_at: {convert: timestamptz, zone: UTC, epoch: by-digits}
              updated_at: {convert: timestamptz, zone: UTC, epoch: by-digits}
          tasks:
            columns:
              id: {convert: uuid, namespace: 6ba7b810-9dad-11d1-80b4-00c04fd430c8}
              created_at: {convert: timestamptz, zone: UTC}
              updated_at: {convert: timestamptz, zone: UTC}
      """;

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void readsChinookBesideAWriterAndChangesNothing(String journal) throws Exception {
    // given
    SqliteProgram.in(home).load("chinook.sql").run("PRAGMA journal_mode = " + journal + ";");
    try (Writing writer = new Writing(home.resolve("test.db"))) {
      writer.run("BEGIN IMMEDIATE; INSERT INTO Artist VALUES (1, 'x'); SELECT 'ready';");
      byte[] before = Files.readAllBytes(home.resolve("test.db"));

      // when
      PlanRun run =
          PlanRun.of(
              home,
              """
              - {name: chinook, kind: sqlite, file: %s/test.db, schemas: [{from: main, to: app}]}
              """
                  .formatted(home),
              "--ddl");

      // then
      assertThat(run.status()).as(run.text()).isZero();
      assertThat(run.text())
          .containsPattern("UnitPrice +NUMERIC\\(10,2\\) +-> +UnitPrice +numeric\\(10,2\\)")
          .contains("PlaylistTrack -> app.PlaylistTrack", "ADD FOREIGN KEY (\"ReportsTo\")");
      assertThat(Files.readAllBytes(home.resolve("test.db"))).isEqualTo(before);
      writer.run("COMMIT; SELECT 'ready';");
    }
    assertThat(SqliteProgram.in(home).rows("SELECT * FROM Artist")).hasSize(1);
  }

  @Test
  void proposesTheRightToCreateSchemasWhereTheSourcesOwnersHaveIt() throws Exception {
    // given
    PostgresServer server = PostgresFixture.source();
    server.createDatabase("plan_creators");
    try (Connection connection = server.connect("plan_creators");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE settings (key text PRIMARY KEY)");
    }
    Files.writeString(home.resolve("password"), server.password());
    String source =
        """
        - name: n8n
          kind: postgresql
          connection: {host: %s, port: %d, database: plan_creators, user: %s, password: {file: %s/password}}
          schemas: [{from: public, to: app}]
        """
            .formatted(server.host(), server.port(), server.superuser(), home);

    // when
    PlanRun run = PlanRun.of(home, source);

    // then
    assertThat(run.status()).isZero();
    assertThat(run.text())
        .contains("may create schemas", "database-create: true at target.schemas.app");
  }

  @Test
  void refusesNamesThatAPostgresqlSourceDoesNotHave() throws Exception {
    // given
    PostgresServer server = PostgresFixture.source();
    server.createDatabase("plan_names");
    try (Connection connection = server.connect("plan_names");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE account (id int PRIMARY KEY)");
      Files.writeString(home.resolve("password"), server.password());
      String source =
          """
          - name: legacy
            kind: postgresql
            connection: {host: %s, port: %d, database: plan_names, user: %s, password: {file: %s/password}}
            schemas: [{from: public, to: app%s}]
          """;

      // when
      PlanRun wrong = run(server, source, ", exclude: [acount, \"tmp_*\", \"a*\"]");
      PlanRun right = run(server, source, "");

      // then
      assertThat(wrong.status()).isEqualTo(1);
      assertThat(wrong.text())
          .contains("table public.acount, which does not exist. Did you mean account?")
          .contains("The pattern public.tmp_* of the migration file matches no table.")
          .contains("Nothing of source legacy would move");
      assertThat(right.status()).as(right.text()).isZero();
      assertThat(right.text()).contains("1 tables move.", "No problems.");
    } finally {
      server.dropDatabase("plan_names");
    }
  }

  private PlanRun run(PostgresServer server, String source, String more) throws Exception {
    return PlanRun.of(
        home, source.formatted(server.host(), server.port(), server.superuser(), home, more));
  }

  @Test
  void showsWhatAPreparedSchemaWillHold() throws Exception {
    // given
    PostgresServer server = PostgresFixture.target();
    server.createDatabase("plan_prepared");
    Files.writeString(home.resolve("password"), server.password());
    Files.writeString(home.resolve("rag.sql"), "CREATE TABLE doc (id int PRIMARY KEY)");
    Path file = home.resolve("migration.yaml");
    Files.writeString(
        file,
        """
        migration: m
        target:
          connection: {host: %s, port: %d, database: plan_prepared, user: %s, password: {file: %s/password}}
          schemas: {app: {role: app, database-create: false}, rag: {role: rag, prepare: %s/rag.sql}}
        sources:
        - name: other
          kind: postgresql
          connection: {host: 127.0.0.1, port: 1, database: d, user: u}
          schemas: [{from: public, to: app}]
        """
            .formatted(server.host(), server.port(), server.superuser(), home, home));

    // when
    PlanRun good = PlanRun.run(file);
    Files.writeString(home.resolve("rag.sql"), "CREATE TABLE doc (id nothing)");
    PlanRun bad = PlanRun.run(file);

    // then
    assertThat(good.text()).contains("schema rag (role rag): nothing moves into it", "rag.doc");
    assertThat(bad.status()).isEqualTo(1);
    assertThat(bad.text()).contains("rag.sql, line 1", "nothing");
  }

  @Test
  void mapsTheAgentPlatformIntoTheTablesOfItsTarget() throws Exception {
    // given
    SqliteProgram.in(home).load("agent-platform/legacy.sql");
    String ddl = SqliteProgram.resource("agent-platform/target.sql");
    Files.writeString(home.resolve("target.sql"), ddl);
    PostgresServer server = PostgresFixture.target();
    server.createDatabase("plan_agents");
    Files.writeString(home.resolve("password"), server.password());
    String target =
        "{host: %s, port: %d, database: plan_agents, user: %s, password: {file: %s/password}}"
            .formatted(server.host(), server.port(), server.superuser(), home);

    // when
    PlanRun run = PlanRun.into(target, home, AGENTS.formatted(home, home));
    PlanRun less =
        PlanRun.into(target, home, AGENTS.formatted(home, home).replace("  tasks:", "  task:"));

    Files.writeString(home.resolve("target.sql"), ddl.replaceFirst("jsonb", "jsnob"));
    PlanRun wrong = PlanRun.into(target, home, AGENTS.formatted(home, home));

    // then
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.text())
        .containsPattern(
            "target.sql, line [0-9]+: type \"jsnob\" does not exist, in: CREATE TABLE");
    try (Connection connection = server.connect("plan_agents");
        Statement statement = connection.createStatement();
        ResultSet left = statement.executeQuery("SELECT FROM pg_namespace WHERE nspname = 'app'")) {
      assertThat(left.next()).isFalse();
    }
    assertThat(run.status()).as(run.text()).isZero();
    assertThat(run.text())
        .containsPattern("id +TEXT +-> +id +uuid +uuid")
        .containsPattern("agent_type +TEXT +-> +agent_type +character varying\\(50\\) +enum")
        .containsPattern("capabilities +TEXT +-> +capabilities +jsonb +json")
        .containsPattern("assigned_agent_id +TEXT +-> +assigned_agent_id +uuid +uuid")
        .containsPattern("workflow_executions.*: Only the target has this table")
        .contains("performance_metrics")
        .doesNotContain("DDL before");
    assertThat(less.status()).isEqualTo(1);
    assertThat(less.text()).contains("did you mean tasks?");
  }

  /** A process that holds the file open. */
  private static final class Writing implements AutoCloseable {
    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    Writing(Path file) throws IOException {
      process = new ProcessBuilder(SqliteShell.on(file)).redirectErrorStream(true).start();
      in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
      out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    void run(String sql) throws IOException {
      in.write(sql + "\n");
      in.flush();
      assertThat(out.readLine()).isEqualTo("ready");
    }

    @Override
    public void close() throws Exception {
      in.close();
      process.waitFor();
    }
  }
}
