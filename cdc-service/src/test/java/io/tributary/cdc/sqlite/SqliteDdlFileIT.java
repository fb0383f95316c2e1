package io.tributary.cdc.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.OnInvalid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        CREATE TABLE settings (id int);
        """;

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
    Files.writeString(ddl, COMPLETE + "CREATE TABLE public.author (id bigint);");
    assertRefused(
        () -> driver().prepare(migration, migration.source("legacy")),
        "TRB-SCHEMA-ELSEWHERE",
        "public.author");
    assertThat(
            target.column("SELECT tablename FROM pg_tables WHERE schemaname IN ('app', 'public')"))
        .isEmpty();
    Files.writeString(ddl, COMPLETE);
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
}
