package io.tributary.local.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
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

  @Test
  void tellsEveryPartOfAPostgresqlSource() throws Exception {
    // given
    PostgresServer legacy = PostgresFixture.source();
    PostgresServer server = PostgresFixture.target();
    legacy.createDatabase("plan_parts");
    server.createDatabase("plan_parts_target");
    Files.writeString(home.resolve("password"), server.password());
    Files.writeString(home.resolve("legacy"), legacy.password());
    String target =
        "{host: %s, port: %d, database: plan_parts_target, user: %s, password: {file: %s/password}}"
            .formatted(server.host(), server.port(), server.superuser(), home);
    String source =
        """
        - name: legacy
          kind: postgresql
          connection: {host: %s, port: %d, database: plan_parts, user: %s, password: {file: %s/legacy}}
          large-objects: refuse
          schemas: [{from: public, to: app, exclude: [cache]}]
        """
            .formatted(legacy.host(), legacy.port(), legacy.superuser(), home);
    try (Connection connection = legacy.connect("plan_parts");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public");
      statement.execute("CREATE TYPE mood AS ENUM ('good', 'bad')");
      statement.execute(
          "CREATE TABLE account (b int, a bigint GENERATED ALWAYS AS IDENTITY, how mood[],"
              + " at timestamp(3) DEFAULT now(), twice int GENERATED ALWAYS AS (b * 2) STORED,"
              + " place public.vector(3), PRIMARY KEY (b, a))");
      statement.execute("INSERT INTO account (b) VALUES (1), (2)");
      statement.execute("CREATE TABLE event (txt text)");
      statement.execute("CREATE TABLE cache (id serial PRIMARY KEY)");
      statement.execute("CREATE VIEW moods AS SELECT how FROM account");
      statement.execute("CREATE MATERIALIZED VIEW sums AS SELECT sum(b) FROM account");
      statement.execute("CREATE SEQUENCE ticket");
      statement.execute(
          "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
      statement.execute(
          "CREATE TRIGGER touched BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION touch()");
      statement.execute("CREATE PUBLICATION theirs FOR TABLE account");
      statement.execute("SELECT lo_create(0)");

      // when
      PlanRun run = PlanRun.into(target, home, source);
      JsonNode read =
          Json.mapper().readTree(PlanRun.into(target, home, source, "-o", "json").text());
      statement.execute("SELECT lo_unlink(oid) FROM pg_largeobject_metadata");
      statement.execute("CREATE UNLOGGED TABLE quick (id int PRIMARY KEY)");
      PlanRun unlogged = PlanRun.into(target, home, source);
      PlanRun without =
          PlanRun.into(target, home, source.replace("exclude: [cache]", "exclude: [cache, quick]"));

      // then
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.text())
          .contains("schema public -> schema app", "account -> app.account (2 rows, ")
          .containsPattern("b +integer +-> +b +integer +<- as it was")
          .containsPattern("a +bigint +-> +a +bigint +identity, always +<- as it was")
          .containsPattern("how +public.mood\\[\\] +-> +how +app.mood\\[\\]")
          .containsPattern("at +timestamp\\(3\\) without time zone +-> .* default now\\(\\)")
          .containsPattern(
              "twice +integer +-> +twice +integer +computed by PostgreSQL: \\(b \\* 2\\)")
          .containsPattern("place +public.vector\\(3\\) +-> +place +public.vector\\(3\\)")
          .contains("event: It has no primary key", "moods: Moves as it is.")
          .contains("sums: Its rows do not move", "ticket", "account.touched: It is off until")
          .contains("touch(): Moves", "mood: Moves with its schema.")
          .contains("cache: Excluded by the migration file.", "sequence cache_id_seq: Stays with")
          .contains("Extension vector is made in schema public of the target.")
          .contains("These stay at the source: publication theirs.")
          .contains("The database holds 1 large objects", "large-objects: leave");
      assertThat(read.at("/sources/0/schemas/0/tables/0/key").toString())
          .isEqualTo("[\"b\",\"a\"]");
      assertThat(read.at("/sources/0/schemas/0/tables/0/size/rows").asLong()).isEqualTo(2);
      assertThat(read.at("/sources/0/schemas/0/tables/0/columns/4/fate").asText())
          .isEqualTo("computed");
      assertThat(unlogged.text())
          .contains("Table public.quick cannot move: changes to an unlogged table")
          .doesNotContain("large objects,");
      assertThat(without.status()).as(without.text()).isZero();
    } finally {
      legacy.dropDatabase("plan_parts");
      server.dropDatabase("plan_parts_target");
    }
  }

  @Test
  void findsRowsOfAServerThatBreakKeysWhichTheirIndexesAndTriggersDidNotHold() throws Exception {
    // given rows that came in while triggers were off
    PostgresServer legacy = PostgresFixture.source();
    legacy.createDatabase("plan_broken");
    Files.writeString(home.resolve("password"), legacy.password());
    String source =
        """
        - name: legacy
          kind: postgresql
          connection: {host: %s, port: %d, database: plan_broken, user: %s, password: {file: %s/password}}
          schemas: [{from: public, to: app}]
        """
            .formatted(legacy.host(), legacy.port(), legacy.superuser(), home);
    try (Connection connection = legacy.connect("plan_broken");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE bill (id int, k varchar(9), PRIMARY KEY (id, k))");
      statement.execute(
          "CREATE TABLE line (id int PRIMARY KEY, bill int, k text,"
              + " CONSTRAINT of_bill FOREIGN KEY (bill, k) REFERENCES bill)");
      statement.execute("INSERT INTO bill VALUES (1, 'a')");
      statement.execute("INSERT INTO line VALUES (1, 1, 'a'), (2, NULL, 'x')");
      PlanRun whole = PlanRun.of(home, source, "--rows");
      statement.execute("SET session_replication_role = replica");
      statement.execute("INSERT INTO line SELECT i, 7, 'it''s' FROM generate_series(3, 30) i");

      // when
      PlanRun broken = PlanRun.of(home, source, "--rows");
      PlanRun usual = PlanRun.of(home, source);

      // then
      assertThat(whole.sourcesAreRight()).as(whole.text()).isTrue();
      assertThat(whole.text()).contains("All 3 rows of 2 tables were read, 0 would be refused.");
      assertThat(broken.text())
          .contains("public.line: 28 rows break of_bill, ORPHAN, with bill = 7, k = it's; ")
          .contains("no row of public.bill has that", "All 31 rows of 2 tables were read, 28")
          .contains("The copy would stop there: correct the rows.");
      assertThat(usual.sourcesAreRight()).as(usual.text()).isTrue();
      // and PostgreSQL says the same of such a key
      assertThatThrownBy(
              () ->
                  statement.execute(
                      "ALTER TABLE line ADD FOREIGN KEY (bill, k) REFERENCES bill (id, k)"))
          .hasMessageContaining("violates foreign key constraint");
    } finally {
      legacy.dropDatabase("plan_broken");
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
