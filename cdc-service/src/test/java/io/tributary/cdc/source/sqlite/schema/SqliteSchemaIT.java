package io.tributary.cdc.source.sqlite.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.error.RowValues;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.rule.OnInvalid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The target of a SQLite source, from its preparation to its opening; apply's rows by hand. */
class SqliteSchemaIT extends SqliteTargetBench {
  private static final String ROWS =
      "SET session_replication_role = replica;INSERT INTO app.author VALUES (1, 'ann'), (9,"
          + " 'bob');INSERT INTO app.book (id, author, title) VALUES (3, 1, 'a'), (4, 2, 'orphan'),"
          + " (5, NULL, 'c');INSERT INTO app.page (book, no, text) VALUES (3, 1, 'x'), (4, 1, 'of"
          + " the orphan'), (4, 2, 'y');INSERT INTO app.loose (tributary_rowid, v) VALUES (1, 'by"
          + " rowid');";

  @Test
  void setsRowsWithoutParentAsideAndOpensBehindEveryKey() throws Exception {
    // given
    SourceKinds kinds = kinds();
    Migration migration = migration(sqlite(null, OnInvalid.QUARANTINE));
    kinds.of(new MovingSource(migration, migration.source("legacy"))).prepare();
    target.run(ROWS);

    // when
    kinds.of(new MovingSource(migration, migration.source("legacy"))).finishAfterSnapshot();
    kinds.of(new MovingSource(migration, migration.source("legacy"))).finishAfterSnapshot();

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
                "SELECT source_row->2->>'value' FROM tributary.quarantine WHERE source_table ="
                    + " 'main.book'"))
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
        () -> kinds.of(new MovingSource(migration, migration.source("legacy"))).rehearse(),
        "TRB-SQLITE-ORPHAN",
        "{main.page=1}",
        "besides 3",
        "accepts 0");
    Migration accepting = accepting(migration, 4);
    kinds.of(new MovingSource(accepting, accepting.source("legacy"))).rehearse();
    // and: what comes between the rehearsal and the fence is refused once it is drained
    target.run(
        "SET session_replication_role = replica; INSERT INTO app.page VALUES (78, 1, 'later')");
    assertRefused(
        () -> kinds.of(new MovingSource(accepting, accepting.source("legacy"))).checkDrained(),
        "TRB-CUTOVER-QUARANTINED",
        "5 rows of source legacy",
        "accepts 4");
    target.run("SET session_replication_role = replica; DELETE FROM app.page WHERE book = 78");
    assertThat(
            kinds
                .of(new MovingSource(accepting, accepting.source("legacy")))
                .checkDrained()
                .quarantined())
        .isEqualTo(4);
    assertThat(target.column("SELECT tributary_rowid FROM app.loose")).containsExactly("1");
    fence(kinds.of(new MovingSource(migration, migration.source("legacy"))));
    List<String> closed = target.traces();
    assertRefused(
        () -> kinds.of(new MovingSource(migration, migration.source("legacy"))).open(),
        "TRB-CUTOVER-QUARANTINED",
        "4 rows of source legacy",
        "accepts 0");
    assertThat(kinds.of(new MovingSource(migration, migration.source("legacy"))).opened())
        .isFalse();
    assertThat(target.traces()).isEqualTo(closed);
    kinds.of(new MovingSource(accepting, accepting.source("legacy"))).open();
    kinds.of(new MovingSource(accepting, accepting.source("legacy"))).open();
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
  void countsBehindTheFenceWhatFollowsRowsThatTheOpeningSetsAside() {
    // given: a book without author, whose three pages refer to nothing only once it is set aside
    SourceKinds kinds = kinds();
    Migration migration = accepting(migration(sqlite(null, OnInvalid.QUARANTINE)), 1);
    kinds.of(new MovingSource(migration, migration.source("legacy"))).prepare();
    kinds.of(new MovingSource(migration, migration.source("legacy"))).finishAfterSnapshot();
    target.run(
        "SET session_replication_role = replica;"
            + "INSERT INTO app.book (id, author, title) VALUES (4, 2, 'orphan');"
            + "INSERT INTO app.page (book, no, text) VALUES (4, 1, 'x'), (4, 2, 'y'), (4, 3, 'z')");
    List<String> kept = target.kept();

    // when, then: nothing is changed by the look, whatever it finds
    kinds.of(new MovingSource(migration, migration.source("legacy"))).rehearse();
    assertRefused(
        () -> kinds.of(new MovingSource(migration, migration.source("legacy"))).checkDrained(),
        "TRB-CUTOVER-QUARANTINED",
        "4 rows of source legacy",
        "accepts 1");
    Migration four = accepting(migration, 4);
    assertThat(kinds.of(new MovingSource(four, four.source("legacy"))).checkDrained().quarantined())
        .as("the number that is reported is the one that the opening finds")
        .isEqualTo(4);
    assertThat(target.kept()).isEqualTo(kept);
    assertThat(target.column("SELECT count(*) FROM app.page")).containsExactly("3");
    fence(kinds.of(new MovingSource(migration, migration.source("legacy"))));
    assertRefused(
        () -> kinds.of(new MovingSource(migration, migration.source("legacy"))).open(),
        "TRB-CUTOVER-QUARANTINED",
        "4 rows of source legacy",
        "accepts 1");
    assertThat(target.kept()).isEqualTo(kept);
    kinds.of(new MovingSource(four, four.source("legacy"))).open();
    assertThat(target.column("SELECT count(*) FROM tributary.quarantine")).containsExactly("4");
  }

  private static Migration accepting(Migration migration, long quarantined) {
    CutoverSettings cutover = migration.cutover();
    return new Migration(
        migration.name(),
        migration.target(),
        migration.sources(),
        new CutoverSettings(
            cutover.timeLimitMillis(),
            cutover.maxLagMillis(),
            cutover.openTransactions(),
            cutover.openTransactionsWaitMillis(),
            cutover.switchActions(),
            Map.of("legacy", quarantined)),
        migration.validation());
  }

  @Test
  void stopsAtARowWithoutParentAndNamesIt() {
    Migration migration = migration(sqlite(null, OnInvalid.STOP));
    kinds().of(new MovingSource(migration, migration.source("legacy"))).prepare();
    target.run(ROWS);
    List<String> before = target.traces();

    assertRefused(
        () ->
            kinds()
                .of(new MovingSource(migration, migration.source("legacy")))
                .finishAfterSnapshot(),
        "TRB-SQLITE-ORPHAN",
        "main.book",
        "first the one with key [\"4\"]",
        RowValues.HIDDEN);
    assertThat(target.traces()).isEqualTo(before);
    // and: mended, and broken again by the stream
    target.run(
        "SET session_replication_role = replica; DELETE FROM app.book WHERE id = 4;"
            + "DELETE FROM app.page WHERE book = 4");
    kinds().of(new MovingSource(migration, migration.source("legacy"))).finishAfterSnapshot();
    target.run("SET session_replication_role = replica; DELETE FROM app.author WHERE id = 1");
    assertRefused(
        () -> kinds().of(new MovingSource(migration, migration.source("legacy"))).rehearse(),
        "TRB-SQLITE-ORPHAN",
        "first the one with key [");
    assertRefused(
        () -> kinds().of(new MovingSource(migration, migration.source("legacy"))).checkDrained(),
        "TRB-SQLITE-ORPHAN",
        "first the one with key [");
  }

  @Test
  void namesTheConstraintThatRowsBreak() {
    Migration migration = migration(sqlite(null, OnInvalid.STOP));
    kinds().of(new MovingSource(migration, migration.source("legacy"))).prepare();
    target.run("INSERT INTO app.author VALUES (1, 'same'), (2, 'same')");

    assertRefused(
        () ->
            kinds()
                .of(new MovingSource(migration, migration.source("legacy")))
                .finishAfterSnapshot(),
        "TRB-SQLITE-CONSTRAINT",
        "UNIQUE",
        "author_name_key");
  }

  @Test
  void keepsWhatItHasReadAndMakesTheTablesOnce() {
    // given
    Migration migration = migration(sqlite(null, OnInvalid.STOP));
    kinds().of(new MovingSource(migration, migration.source("legacy"))).prepare();
    List<String> made = target.traces();
    List<String> kept = target.kept();

    // when
    application.run("CREATE TABLE later (id INTEGER PRIMARY KEY);");
    kinds().of(new MovingSource(migration, migration.source("legacy"))).prepare();

    // then
    assertThat(target.traces()).isEqualTo(made);
    assertThat(target.kept()).isEqualTo(kept);
  }
}
