package io.tributary.cdc.source.sqlite.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tables that the operator's DDL file makes. */
class SqliteDdlFileIT extends SqliteTargetBench {
  private static final String COMPLETE =
      """
      CREATE TYPE mood AS ENUM ('good', 'bad');
      CREATE TABLE author (id bigserial PRIMARY KEY, name text NOT NULL, mood mood DEFAULT 'good');
      CREATE TABLE book (id bigint PRIMARY KEY, author bigint REFERENCES author, title text,
        twice bigint GENERATED ALWAYS AS (id * 2) STORED);
      CREATE TABLE page (book bigint, no bigint, text text, PRIMARY KEY (book, no));
      CREATE TABLE loose (tributary_rowid bigint PRIMARY KEY, v text);
      CREATE DOMAIN stamped AS timestamptz(3);
      CREATE DOMAIN late AS stamped;
      CREATE DOMAIN many AS money[];
      CREATE DOMAIN felt AS mood;
      CREATE TYPE span AS (a tstzrange, b late[], c felt);
      CREATE TABLE settings (id int, l late, m many, s span[], f felt,
        at timestamptz DEFAULT '2026-01-02 03:04', d date DEFAULT '04/05/06');
      """;

  @Test
  void makesTheOperatorsTablesAllOrNone() throws Exception {
    // given
    Path ddl = directory.resolve("target.sql");
    Migration migration = migration(sqlite(ddl.toString(), OnInvalid.STOP));
    List<String> before = target.traces();

    // when, then
    assertRefused(
        () -> kinds().of(new MovingSource(migration, migration.source("legacy"))).prepare(),
        "TRB-SQLITE-DDL-FILE",
        "cannot be read");
    Files.writeString(
        ddl, "CREATE TABLE author (id bigint PRIMARY KEY); CREATE TABLE oops (id what);");
    assertRefused(
        () -> kinds().of(new MovingSource(migration, migration.source("legacy"))).prepare(),
        "TRB-SQLITE-DDL-FILE",
        "what");
    Files.writeString(ddl, "CREATE TABLE author (id bigint);\nCOMMIT;\n");
    assertRefused(
        () -> kinds().of(new MovingSource(migration, migration.source("legacy"))).prepare(),
        "TRB-SQLITE-DDL-FILE",
        "transaction");
    Files.writeString(ddl, COMPLETE + "CREATE TABLE public.author (id bigint);");
    assertRefused(
        () -> kinds().of(new MovingSource(migration, migration.source("legacy"))).prepare(),
        "TRB-SQLITE-DDL-FILE",
        "line 14: relation \"author\" already exists, in: CREATE TABLE \"app\".author (id bigint)");
    Files.writeString(
        ddl, COMPLETE + "DO $$ BEGIN EXECUTE 'CREATE TABLE public.sneaky (id bigint)'; END $$;");
    assertRefused(
        () -> kinds().of(new MovingSource(migration, migration.source("legacy"))).prepare(),
        "TRB-SCHEMA-ELSEWHERE",
        "public.sneaky");
    assertThat(
            target.column("SELECT tablename FROM pg_tables WHERE schemaname IN ('app', 'public')"))
        .isEmpty();
    Files.writeString(ddl, COMPLETE);
    kinds().of(new MovingSource(migration, migration.source("legacy"))).prepare();
    kinds().of(new MovingSource(migration, migration.source("legacy"))).prepare();
    assertThat(
            target.column(
                "SELECT c->>'name' || ' ' || (c->>'type') || ' ' || (c->>'labels') ||"
                    + " (c->>'optional') || (c->>'computed') FROM tributary.preparation,"
                    + " jsonb_array_elements(detail->'targetColumns') c WHERE item ="
                    + " 'mapping-basis' AND c->'table'->>'name' IN ('author', 'book')"))
        .containsExactly(
            "id bigint []truefalse",
            "name text []falsefalse",
            "mood mood [\"good\", \"bad\"]truefalse",
            "id bigint []falsefalse",
            "author bigint []truefalse",
            "title text []truefalse",
            "twice bigint []truetrue");
    assertThat(
            target.column(
                "SELECT (c->>'name') || ' ' || (c->>'base') || ' ' || (c->>'parts') ||"
                    + " (c->>'labels') FROM tributary.preparation,"
                    + " jsonb_array_elements(detail->'targetColumns') c WHERE item ="
                    + " 'mapping-basis' AND c->'table'->>'name' = 'settings' AND c->>'name' IN"
                    + " ('l', 'm', 's', 'f')"))
        .containsExactly(
            "l timestamp(3) with time zone [\"timestamp(3) with time zone\"][]",
            "m money[] [\"money\"][]",
            "s span[] [\"mood\", \"timestamp with time zone\", \"timestamp(3) with time zone\"][]",
            "f mood [\"mood\"][\"good\", \"bad\"]");
    // and: how they come back is kept for those who do not know mappings
    assertThat(
            target.column(
                "SELECT concat_ws(' ', c->>'table', c->>'column', c->>'wayBack') FROM"
                    + " tributary.preparation, jsonb_array_elements(detail) c WHERE item ="
                    + " 'way-back-columns' AND c->>'table' = 'author' AND c->>'column' <> 'mood'"))
        .containsExactly("author id as it was", "author name as it was");
    // and: constants in the file do not depend on where the service runs
    assertThat(
            target.column(
                "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef d"
                    + " WHERE adrelid = 'app.settings'::regclass ORDER BY adnum"))
        .containsExactly(
            "'2026-01-02 03:04:00+00'::timestamp with time zone", "'2004-05-06'::date");
    assertThatThrownBy(() -> target.runAsApplication("INSERT INTO settings VALUES (1)"))
        .hasMessageContaining("closed to writes");
    // and: a key that the operator declared is looked at, too
    target.run(
        "SET session_replication_role = replica;"
            + "INSERT INTO app.book (id, author) VALUES (4, 2)");
    assertRefused(
        () ->
            kinds()
                .of(new MovingSource(migration, migration.source("legacy")))
                .finishAfterSnapshot(),
        "TRB-SQLITE-ORPHAN",
        "main.book");
    kinds().of(new MovingSource(migration, migration.source("legacy"))).removeTarget();
    assertThat(target.traces()).isEqualTo(before);
    assertThat(target.kept()).isEmpty();
  }

  @Test
  void takesWhatPgDumpWritesOfADatabaseWithOtherOwners() throws Exception {
    // given
    PostgresServer server = PostgresFixture.target();
    String other = "other_" + UUID.randomUUID().toString().substring(0, 8);
    server.createDatabase(other);
    Path ddl = directory.resolve("dump.sql");
    try (Connection connection = server.connect(other);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE " + other);
      statement.execute(
          "CREATE EXTENSION vector; CREATE SCHEMA shop; SET search_path = shop, public");
      statement.execute(COMPLETE);
      statement.execute(
          """
          ALTER TABLE book ADD near vector(3);
          CREATE INDEX ON book USING hnsw (near vector_l2_ops);
          CREATE FUNCTION first_author() RETURNS bigint LANGUAGE sql SET search_path = shop
            AS 'SELECT min(id) FROM shop.author';
          CREATE VIEW titles AS SELECT b.title, a.name FROM book b JOIN author a ON a.id = b.author;
          COMMENT ON COLUMN book.title IS 'x; ''y'' \\restrict';
          """);
      statement.execute(
          "CREATE FUNCTION count_books() RETURNS bigint LANGUAGE sql"
              + " BEGIN ATOMIC SELECT count(*) FROM book; END");
      statement.execute("ALTER TABLE author OWNER TO " + other);
      statement.execute("GRANT SELECT ON book TO " + other);
    }
    Files.writeString(ddl, printed(server, other));
    try (Connection connection = server.connect(other);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP OWNED BY " + other + " CASCADE");
      statement.execute("DROP ROLE " + other);
    }
    server.dropDatabase(other);
    target.run("CREATE EXTENSION vector");
    Migration migration = migration(sqlite(ddl.toString(), OnInvalid.STOP));

    // when
    kinds().of(new MovingSource(migration, migration.source("legacy"))).prepare();

    // then
    assertThat(Files.readString(ddl))
        .contains("\\restrict", "set_config('search_path', ''", "CREATE SCHEMA shop");
    assertThat(
            target.column(
                "SELECT relname || ' ' || pg_get_userbyid(relowner) = relname || ' ' ||"
                    + " current_database() FROM pg_class WHERE relnamespace = 'app'::regnamespace"
                    + " AND relkind = 'r'"))
        .hasSize(5)
        .containsOnly("t");
    target.run("SELECT app.count_books(), app.first_author() FROM app.titles");
    target.run("INSERT INTO app.author (name) VALUES ('by the moved sequence')");
    assertThat(target.column("SELECT nspname FROM pg_namespace WHERE nspname = 'shop'")).isEmpty();
  }

  private static String printed(PostgresServer server, String database) throws Exception {
    ProcessBuilder dump =
        new ProcessBuilder(
            server.binDirectory().resolve("pg_dump").toString(),
            "-s",
            "-h",
            server.host(),
            "-p",
            String.valueOf(server.port()),
            "-U",
            server.superuser(),
            database);
    dump.environment().put("PGPASSWORD", server.password());
    return new String(dump.start().getInputStream().readAllBytes());
  }
}
