package io.tributary.local.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.SqliteShell;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
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
      assertThat(run.sourcesAreRight()).as(run.text()).isTrue();
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
    assertThat(run.sourcesAreRight()).as(run.text()).isTrue();
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
      PlanRun nowhere =
          run(server, source.replace("database: plan_names", "database: plan_name"), "");
      PlanRun right = run(server, source, "");

      // then
      assertThat(wrong.status()).isEqualTo(1);
      assertThat(wrong.text())
          .contains("table public.acount, which does not exist. Did you mean account?")
          .contains("The pattern public.tmp_* of the migration file matches no table.")
          .contains("Nothing of source legacy would move");
      assertThat(nowhere.status()).isEqualTo(1);
      assertThat(nowhere.text())
          .contains("Not looked at", "\"plan_name\" does not exist", "Did you mean plan_names?");
      assertThat(right.sourcesAreRight()).as(right.text()).isTrue();
      assertThat(right.text()).contains("1 tables move.");
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
    Files.writeString(
        home.resolve("chunks.sql"),
        "CREATE TABLE chunk (id int PRIMARY KEY, doc int REFERENCES rag.doc)");
    Path file = home.resolve("migration.yaml");
    Files.writeString(
        file,
        """
        migration: m
        target:
          connection: {host: %s, port: %d, database: plan_prepared, user: %s, password: {file: %s/password}}
          schemas: {app: {role: app, database-create: false}, rag: {role: rag, prepare: %s/rag.sql}, rag_chunks: {role: rag, prepare: %s/chunks.sql}}
        sources:
        - name: other
          kind: postgresql
          connection: {host: 127.0.0.1, port: 1, database: d, user: u}
          schemas: [{from: public, to: app}]
        """
            .formatted(server.host(), server.port(), server.superuser(), home, home, home));

    // when
    PlanRun good = PlanRun.run(file);
    Files.writeString(home.resolve("rag.sql"), "CREATE TABLE doc (id nothing)");
    PlanRun bad = PlanRun.run(file);

    // then
    assertThat(good.text())
        .contains("schema rag (role rag): nothing moves into it", "rag.doc", "rag_chunks.chunk")
        .doesNotContain("problems\n");
    assertThat(bad.status()).isEqualTo(1);
    assertThat(bad.text()).contains("rag.sql of schema rag, line 1", "nothing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "chroma", "postgresql"})
  void asksTheTargetWhetherSchemasAndNamesAreFree(String kind) throws Exception {
    // given
    PostgresServer server = PostgresFixture.target();
    server.createDatabase("plan_free");
    Files.writeString(home.resolve("password"), server.password());
    String target =
        "{host: %s, port: %d, database: %s, user: %s, password: {file: %s/password}}"
            .formatted(server.host(), server.port(), "plan_free", server.superuser(), home);
    PlanRun.sqlite(home.resolve("app.db"), "CREATE TABLE note (id INTEGER PRIMARY KEY)");
    try (ChromaWriter application = new ChromaWriter(home, ChromaTables.CURRENT)) {
      application.create("default_database", "note", "l2", 2);
    }
    PostgresServer legacy = PostgresFixture.source();
    legacy.createDatabase("plan_free_source");
    Files.writeString(home.resolve("legacy"), legacy.password());
    String source =
        switch (kind) {
          case "sqlite" ->
              "- {name: app, kind: sqlite, file: %s/app.db, schemas: [{from: main, to: app}]}"
                  .formatted(home);
          case "chroma" ->
              "- {name: app, kind: chroma, directory: %s, schemas: [{from: default_database, to: app}]}"
                  .formatted(home);
          default ->
              "- {name: app, kind: postgresql, connection: {host: %s, port: %d, database: plan_free_source, user: %s, password: {file: %s/legacy}}, schemas: [{from: public, to: app}]}"
                  .formatted(legacy.host(), legacy.port(), legacy.superuser(), home);
        };
    String table = kind.equals("chroma") ? "vector_note" : "note";

    try (Connection there = server.connect("plan_free");
        Statement statement = there.createStatement();
        Connection old = legacy.connect("plan_free_source");
        Statement legacyStatement = old.createStatement()) {
      legacyStatement.execute("CREATE TABLE note (id int PRIMARY KEY)");

      // when
      PlanRun free = PlanRun.into(target, home, source);
      statement.execute("CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('good')");
      PlanRun used = PlanRun.into(target, home, source);
      Path file = home.resolve("migration.yaml");
      Files.writeString(
          file,
          Files.readString(file).replace("{role: app}", "{role: app, allow-non-empty: true}"));
      PlanRun allowed = PlanRun.run(file);
      statement.execute("CREATE TABLE app." + table + " (id int)");
      PlanRun taken = PlanRun.run(file);
      Files.delete(home.resolve("password"));
      PlanRun unseen = PlanRun.run(file);

      // then
      assertThat(free.status()).as(free.text()).isZero();
      assertThat(free.text()).contains("No problems.", "The schemas are free.");
      assertThat(used.status()).isEqualTo(1);
      assertThat(used.text())
          .contains("Schema app of the target holds 1 objects already: type app.mood");
      assertThat(allowed.status()).as(allowed.text()).isZero();
      assertThat(taken.status()).isEqualTo(1);
      assertThat(taken.text()).contains("for source app: app." + table + " (table)");
      assertThat(unseen.status()).isEqualTo(1);
      assertThat(unseen.text())
          .contains("Not looked at:", "Whether schemas and names of the target are free")
          .doesNotContain("No problems.\n");
    } finally {
      server.dropDatabase("plan_free");
      legacy.dropDatabase("plan_free_source");
    }
  }

  @Test
  void saysWhatBecomesOfRowsThatTheTargetHolds() throws Exception {
    // given
    PostgresServer server = PostgresFixture.target();
    server.createDatabase("plan_rows");
    Files.writeString(home.resolve("password"), server.password());
    String target =
        "{host: %s, port: %d, database: plan_rows, user: %s, password: {file: %s/password}}"
            .formatted(server.host(), server.port(), server.superuser(), home);
    PlanRun.sqlite(
        home.resolve("app.db"),
        "CREATE TABLE role (id INTEGER PRIMARY KEY, name TEXT)",
        "INSERT INTO role VALUES (2, 'user')");
    String source =
        "- {name: app, kind: sqlite, file: %s/app.db, ddl: existing, schemas: [{from: main, to:"
            + " app}], tables: {role: {existing-rows: %s}}}";
    try (Connection connection = server.connect("plan_rows");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE SCHEMA app; CREATE TABLE app.role (id bigint PRIMARY KEY, name text UNIQUE);"
              + "INSERT INTO app.role VALUES (1, 'admin')");

      // when
      PlanRun refused = PlanRun.into(target, home, source.formatted(home, "refuse"));
      PlanRun kept = PlanRun.into(target, home, source.formatted(home, "keep"));
      PlanRun replaced = PlanRun.into(target, home, source.formatted(home, "replace"));
      statement.execute("INSERT INTO app.role VALUES (3, 'user')");
      PlanRun taken = PlanRun.into(target, home, source.formatted(home, "keep"));

      // then
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.text())
          .contains("Table app.role holds 1 rows before the source's come", "existing-rows: keep");
      assertThat(kept.status()).as(kept.text()).isZero();
      assertThat(kept.text()).contains("Table app.role keeps its 1 rows", "No problems.");
      assertThat(replaced.status()).as(replaced.text()).isZero();
      assertThat(replaced.text()).contains("The 1 rows of table app.role give way");
      assertThat(taken.status()).isEqualTo(1);
      assertThat(taken.text()).contains("another unique value of theirs", "name = user");
    } finally {
      server.dropDatabase("plan_rows");
    }
  }

  @Test
  void looksForWhatTheTargetsOwnForeignKeysRefuse() throws Exception {
    // given references that the file does not declare
    PostgresServer server = PostgresFixture.target();
    server.createDatabase("plan_keys");
    Files.writeString(home.resolve("password"), server.password());
    Files.writeString(
        home.resolve("t.sql"),
        "CREATE TABLE bill (id bigint PRIMARY KEY);"
            + "CREATE TABLE \"the line\" (id bigint PRIMARY KEY,"
            + " bill bigint REFERENCES bill, up bigint REFERENCES \"the line\")");
    PlanRun.sqlite(
        home.resolve("app.db"),
        "CREATE TABLE bill (id INTEGER PRIMARY KEY)",
        "CREATE TABLE \"the line\" (id INTEGER PRIMARY KEY, bill INTEGER, up INTEGER)",
        "INSERT INTO bill VALUES (1)",
        "INSERT INTO \"the line\" VALUES (1, 1, NULL), (2, 9, 1), (3, 1, 2), (4, NULL, 1)");
    String target =
        "{host: %s, port: %d, database: plan_keys, user: %s, password: {file: %s/password}}"
            .formatted(server.host(), server.port(), server.superuser(), home);
    String source =
        "- {name: app, kind: sqlite, file: %s/app.db, ddl: %s/t.sql, on-invalid: quarantine, schemas: [{from: main, to: app}]}"
            .formatted(home, home);
    try {
      // when
      PlanRun usual = PlanRun.into(target, home, source);
      PlanRun whole = PlanRun.into(target, home, source, "--rows");

      // then
      assertThat(usual.status()).as(usual.text()).isZero();
      assertThat(whole.status()).isEqualTo(1);
      assertThat(whole.text())
          .contains("the line.bill: 1 of the 4 rows would be refused, ORPHAN, with id = 2: ")
          .contains("the line.up: 1 of the 4 rows would be refused, ORPHAN, with id = 3: ");
    } finally {
      server.dropDatabase("plan_keys");
    }
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
