package io.tributary.cdc.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.plan.Cutover;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.OnInvalid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The target of a SQLite source, from its preparation to its opening; apply's rows by hand. */
class SqliteSchemaIT extends SqliteTargetBench {
  private static final String ROWS =
      "SET session_replication_role = replica;"
          + "INSERT INTO app.author VALUES (1, 'ann'), (9, 'bob');"
          + "INSERT INTO app.book (id, author, title) VALUES (3, 1, 'a'), (4, 2, 'orphan'), (5, NULL, 'c');"
          + "INSERT INTO app.page (book, no, text) VALUES (3, 1, 'x'), (4, 1, 'of the orphan'), (4, 2, 'y');"
          + "INSERT INTO app.loose (tributary_rowid, v) VALUES (1, 'by rowid');";

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
                "SELECT source_row->2->>'value' FROM tributary.quarantine WHERE source_table = 'main.book'"))
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
    assertRefused(
        () -> driver().rehearse(migration, migration.source("legacy")),
        "TRB-SQLITE-ORPHAN",
        "{main.page=1}",
        "besides 3",
        "accepts 0");
    Migration accepting = accepting(migration, 4);
    driver().rehearse(accepting, accepting.source("legacy"));
    // and: what comes between the rehearsal and the fence is refused once it is drained
    target.run(
        "SET session_replication_role = replica; INSERT INTO app.page VALUES (78, 1, 'later')");
    assertRefused(
        () -> driver().checkDrained(accepting, accepting.source("legacy")),
        "TRB-SQLITE-ORPHAN",
        "{main.page=2}");
    target.run("SET session_replication_role = replica; DELETE FROM app.page WHERE book = 78");
    driver().checkDrained(accepting, accepting.source("legacy"));
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

  private static Migration accepting(Migration migration, long quarantined) {
    Cutover cutover = migration.cutover();
    return new Migration(
        migration.name(),
        migration.target(),
        migration.sources(),
        new Cutover(
            cutover.timeLimitMillis(),
            cutover.maxLagMillis(),
            cutover.validationMaxAgeSeconds(),
            cutover.openTransactions(),
            cutover.openTransactionsWaitMillis(),
            cutover.switchActions(),
            Map.of("legacy", quarantined)),
        migration.validation());
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
    assertRefused(
        () -> driver().checkDrained(migration, migration.source("legacy")),
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
}
