package io.tributary.cdc.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.capture.CaptureSettings;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.SchemaSettings;
import io.tributary.cdc.source.TargetEnd;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.OnInvalid;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SqliteSource;
import io.tributary.common.sqlite.SqliteProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The target of a SQLite source, from its preparation to its opening; apply's rows by hand. */
class SqliteSchemaIT {
  private static final String ROWS =
      "SET session_replication_role = replica;"
          + "INSERT INTO app.author VALUES (1, 'ann'), (9, 'bob');"
          + "INSERT INTO app.book (id, author, title) VALUES (3, 1, 'a'), (4, 2, 'orphan'), (5, NULL, 'c');"
          + "INSERT INTO app.page (book, no, text) VALUES (3, 1, 'x'), (4, 1, 'of the orphan'), (4, 2, 'y');"
          + "INSERT INTO app.loose (tributary_rowid, v) VALUES (1, 'by rowid');";

  @TempDir Path directory;
  private final TargetEnd target = new TargetEnd();
  private SqliteProgram application;

  @BeforeEach
  void create() {
    application = SqliteProgram.in(directory);
    application.run(
        """
        CREATE TABLE author (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE);
        CREATE TABLE book (id INTEGER PRIMARY KEY, author REFERENCES author ON DELETE CASCADE,
          title TEXT);
        CREATE TABLE page (book INT REFERENCES book, no INT, text TEXT, PRIMARY KEY (book, no))
          WITHOUT ROWID;
        CREATE TABLE loose (v TEXT);
        CREATE INDEX by_title ON book (title) WHERE id > 1;
        CREATE VIEW titles AS SELECT title FROM book;
        INSERT INTO author VALUES (1, 'ann'), (40, 'gone');
        DELETE FROM author WHERE id = 40;
        """
            .replace("author REFERENCES", "author INTEGER REFERENCES"));
  }

  @AfterEach
  void drop() throws SQLException {
    target.close();
  }

  @Test
  void setsRowsWithoutParentAsideAndOpensBehindEveryKey() throws Exception {
    // given
    Migration migration = migration(sqlite(null, OnInvalid.QUARANTINE));
    driver().prepare(migration, migration.source("legacy"));
    target.run(ROWS);

    // when
    driver().finishAfterSnapshot(migration, migration.source("legacy"));
    driver().finishAfterSnapshot(migration, migration.source("legacy"));

    // then: the pages of the orphan have become orphans themselves
    assertThat(target.column("SELECT id FROM app.book ORDER BY 1")).containsExactly("3", "5");
    assertThat(target.column("SELECT no FROM app.page")).containsExactly("1");
    assertThat(
            target.column(
                "SELECT concat_ws('|', source_table, source_key, source_column, reason, detail)"
                    + " FROM tributary.quarantine ORDER BY 1"))
        .containsExactly(
            "main.book|[\"4\"]|author|ORPHAN|no row of app.author has author = 2",
            "main.page|[\"4\", \"1\"]|book|ORPHAN|no row of app.book has book = 4",
            "main.page|[\"4\", \"2\"]|book|ORPHAN|no row of app.book has book = 4");
    assertThat(
            target.column(
                "SELECT source_row->'values'->>2 FROM tributary.quarantine WHERE source_table = 'main.book'"))
        .containsExactly("orphan");
    assertThat(
            target.column(
                "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated"
                    + " AND connamespace = 'app'::regnamespace"))
        .containsExactly("2");
    assertThat(target.column("SELECT viewowner FROM pg_views WHERE viewname = 'titles'"))
        .isEqualTo(target.column("SELECT current_database()"));
    // when: the stream has brought one more
    target.run(
        "SET session_replication_role = replica; INSERT INTO app.page VALUES (77, 1, 'late')");
    driver().rehearse(migration, migration.source("legacy"));
    assertThat(target.column("SELECT tributary_rowid FROM app.loose")).containsExactly("1");
    driver().open(migration, migration.source("legacy"));
    driver().open(migration, migration.source("legacy"));
    // then
    assertThat(target.column("SELECT source_key->>0 FROM tributary.quarantine ORDER BY 1"))
        .containsExactly("4", "4", "4", "77");
    target.runAsApplication("INSERT INTO author (name) VALUES ('new')");
    target.runAsApplication("INSERT INTO book (title) VALUES ('new')");
    target.runAsApplication("INSERT INTO loose VALUES ('new')");
    assertThat(target.column("SELECT max(id) FROM app.author")).containsExactly("41");
    assertThat(target.column("SELECT max(id) FROM app.book")).containsExactly("6");
  }

  @Test
  void stopsAtARowWithoutParentAndNamesIt() {
    Migration migration = migration(sqlite(null, OnInvalid.STOP));
    driver().prepare(migration, migration.source("legacy"));
    target.run(ROWS);
    List<String> before = target.traces();

    assertRefused(
        () -> driver().finishAfterSnapshot(migration, migration.source("legacy")),
        "TRB-SQLITE-ORPHAN",
        "main.book",
        "[\"4\"]",
        "author = 2");
    assertThat(target.traces()).isEqualTo(before);
    // and: mended, and broken again by the stream
    target.run(
        "SET session_replication_role = replica; DELETE FROM app.book WHERE id = 4;"
            + "DELETE FROM app.page WHERE book = 4");
    driver().finishAfterSnapshot(migration, migration.source("legacy"));
    target.run("SET session_replication_role = replica; DELETE FROM app.author WHERE id = 1");
    assertRefused(
        () -> driver().rehearse(migration, migration.source("legacy")),
        "TRB-SQLITE-ORPHAN",
        "author = 1");
  }

  @Test
  void namesTheConstraintThatRowsBreak() {
    Migration migration = migration(sqlite(null, OnInvalid.STOP));
    driver().prepare(migration, migration.source("legacy"));
    target.run("INSERT INTO app.author VALUES (1, 'same'), (2, 'same')");

    assertRefused(
        () -> driver().finishAfterSnapshot(migration, migration.source("legacy")),
        "TRB-SQLITE-CONSTRAINT",
        "UNIQUE",
        "(name)=(same)");
  }

  @Test
  void keepsWhatItHasReadAndMakesTheTablesOnce() {
    // given
    Migration migration = migration(sqlite(null, OnInvalid.STOP));
    driver().prepare(migration, migration.source("legacy"));
    List<String> made = target.traces();
    List<String> kept = target.kept();

    // when
    application.run("CREATE TABLE later (id INTEGER PRIMARY KEY);");
    driver().prepare(migration, migration.source("legacy"));

    // then
    assertThat(target.traces()).isEqualTo(made);
    assertThat(target.kept()).isEqualTo(kept);
  }

  @Test
  void makesTheOperatorsTablesAllOrNone() throws Exception {
    // given
    Path ddl = directory.resolve("target.sql");
    Migration migration = migration(sqlite(ddl.toString(), OnInvalid.STOP));
    List<String> before = target.traces();

    // when, then
    assertRefused(
        () -> driver().prepare(migration, migration.source("legacy")),
        "TRB-SQLITE-DDL-FILE",
        "cannot be read");
    Files.writeString(
        ddl, "CREATE TABLE author (id bigint PRIMARY KEY); CREATE TABLE oops (id what);");
    assertRefused(
        () -> driver().prepare(migration, migration.source("legacy")),
        "TRB-SQLITE-DDL-FILE",
        "what");
    Files.writeString(ddl, "CREATE TABLE author (id bigint);\nCOMMIT;\n");
    assertRefused(
        () -> driver().prepare(migration, migration.source("legacy")),
        "TRB-SQLITE-DDL-FILE",
        "transaction");
    Files.writeString(ddl, "CREATE TABLE public.author (id bigint);");
    assertRefused(
        () -> driver().prepare(migration, migration.source("legacy")),
        "TRB-SCHEMA-ELSEWHERE",
        "public.author");
    assertThat(
            target.column("SELECT tablename FROM pg_tables WHERE schemaname IN ('app', 'public')"))
        .isEmpty();
    Files.writeString(
        ddl,
        """
        CREATE TYPE mood AS ENUM ('good', 'bad');
        CREATE TABLE author (id bigserial PRIMARY KEY, name text NOT NULL, mood mood DEFAULT 'good');
        CREATE TABLE book (id bigint PRIMARY KEY, author bigint REFERENCES author, title text,
          twice bigint GENERATED ALWAYS AS (id * 2) STORED);
        CREATE TABLE page (book bigint, no bigint, text text, PRIMARY KEY (book, no));
        CREATE TABLE loose (v text);
        CREATE TABLE settings (id int);
        """);
    driver().prepare(migration, migration.source("legacy"));
    driver().prepare(migration, migration.source("legacy"));
    assertThat(
            target.column(
                "SELECT c->>'name' || ' ' || (c->>'type') || ' ' || (c->>'labels') || (c->>'optional') || (c->>'computed')"
                    + " FROM tributary.preparation, jsonb_array_elements(detail->'targetColumns') c"
                    + " WHERE item = 'mapping-basis' AND c->'table'->>'name' IN ('author', 'book')"))
        .containsExactly(
            "id bigint []truefalse",
            "name text []falsefalse",
            "mood mood [\"good\", \"bad\"]truefalse",
            "id bigint []falsefalse",
            "author bigint []truefalse",
            "title text []truefalse",
            "twice bigint []truetrue");
    assertThatThrownBy(() -> target.runAsApplication("INSERT INTO settings VALUES (1)"))
        .hasMessageContaining("closed to writes");
    // and: a key that the operator declared is looked at, too
    target.run(
        "SET session_replication_role = replica;"
            + "INSERT INTO app.book (id, author) VALUES (4, 2)");
    assertRefused(
        () -> driver().finishAfterSnapshot(migration, migration.source("legacy")),
        "TRB-SQLITE-ORPHAN",
        "main.book");
    driver().removeTarget(migration, migration.source("legacy"));
    assertThat(target.traces()).isEqualTo(before);
    assertThat(target.kept()).isEmpty();
  }

  private static void assertRefused(Runnable step, String code, String... parts) {
    assertThatThrownBy(step::run)
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> {
              assertThat(e.report().code()).isEqualTo(code);
              assertThat(e.report().message()).contains(parts);
            });
  }

  private SqliteDriver driver() {
    Databases databases = new Databases();
    return new SqliteDriver(
        new SchemaService(
            databases, TargetEnd.settings(SchemaSettings.class, Map.of()), Clock.systemUTC()),
        databases,
        TargetEnd.settings(CaptureSettings.class, Map.of()),
        "http://127.0.0.1:1",
        "127.0.0.1:1",
        "tributary",
        Clock.systemUTC());
  }

  private Migration migration(SqliteSource sqlite) {
    return target.migration(
        Source.sqlite(
            "legacy", sqlite, new SchemaMapping("main", "app", Map.of(), List.of(), List.of())));
  }

  private SqliteSource sqlite(String ddlFile, OnInvalid onInvalid) {
    return new SqliteSource(
        directory.resolve("test.db").toString(), ddlFile, onInvalid, true, null, Map.of());
  }
}
