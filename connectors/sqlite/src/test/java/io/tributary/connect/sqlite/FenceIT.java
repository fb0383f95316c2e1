package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.files.sqlite.capture.CaptureRemoval;
import io.tributary.files.sqlite.fence.SqliteFence;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fence refuses every write, marks the stream, survives, and can be lifted. */
class FenceIT {
  private static final String TABLES =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT UNIQUE); INSERT INTO t VALUES (1,'a');"
          + " CREATE TABLE w (k TEXT PRIMARY KEY) WITHOUT ROWID; CREATE TABLE loose (v);";
  private static final List<String> NAMES = List.of("t", "w", "loose");
  private static final String MESSAGE = "This database moved to 'main' on db.example";

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void refusesWritesAndMarksTheStream(String journal) throws Exception {
    try (Source source = new Source(journal)) {
      // given
      source.sql(TABLES).start().catchUp();
      SqliteFence fence = new SqliteFence(source.file(), 5_000);
      source.sql("INSERT INTO t VALUES (2,'before');");
      // when
      fence.raise(NAMES, "tributary.fence.m/s", "token-1", "token-1", MESSAGE);
      fence.raise(NAMES, "tributary.fence.m/s", "token-1", "token-1", MESSAGE);
      // then
      for (String sql :
          List.of(
              "INSERT INTO t VALUES (3,'c');",
              "INSERT OR IGNORE INTO t VALUES (3,'c');",
              "REPLACE INTO t VALUES (1,'c');",
              "UPDATE OR IGNORE t SET v = 'x';",
              "DELETE FROM t;",
              "INSERT INTO w VALUES ('k');",
              "INSERT INTO loose VALUES (1);")) {
        assertThat(source.writer().run(sql)).as(sql).contains(MESSAGE);
      }
      source.catchUp().requireSame("t");
      assertThat(source.replica().messages()).containsExactly("tributary.fence.m/s=token-1");
      assertThat(fence.standing(NAMES)).contains("token-1");
      SqliteFence.Standing standing = fence.look(List.of("t", "elsewhere")).orElseThrow();
      assertThat(standing.open()).containsExactly("elsewhere");
      assertThat(standing.position()).isPositive();
      assertThat(standing.raisedAt())
          .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
      // and: lifted, everything is as before
      fence.lift(NAMES, "tributary.fence.m/s", (token, whole) -> "");
      source.sql("INSERT INTO t VALUES (4,'after');").catchUp().requireSame("t");
      assertThat(source.replica().messages())
          .containsExactly("tributary.fence.m/s=token-1", "tributary.fence.m/s=");
      assertThat(fence.standing(NAMES)).isEmpty();
    }
  }

  @Test
  void waitsForAWriterAndGivesUpInTime() throws Exception {
    try (Source source = new Source("WAL")) {
      source.sql(TABLES).start().catchUp();
      source.sql("BEGIN IMMEDIATE; INSERT INTO t VALUES (5,'open');");
      SqliteFence fence = new SqliteFence(source.file(), 100);
      assertThatThrownBy(() -> fence.raise(NAMES, "p", "t", "t", MESSAGE))
          .hasMessageStartingWith("TRB-SQLITE-BUSY");
      assertThat(fence.standing(NAMES)).isEmpty();
      source.sql("COMMIT;");
      fence.raise(NAMES, "p", "t", "t", MESSAGE);
      assertThat(fence.standing(NAMES)).contains("t");
    }
  }

  @Test
  void doesNotStandAroundATableThatWasRebuilt() throws Exception {
    try (Source source = new Source("WAL")) {
      source.sql(TABLES).start().catchUp();
      SqliteFence fence = new SqliteFence(source.file(), 1_000);
      fence.raise(NAMES, "p", "t", "t", MESSAGE);
      source.sql("DROP TABLE w; CREATE TABLE w (k TEXT PRIMARY KEY) WITHOUT ROWID;");
      assertThat(fence.standing(NAMES)).isEmpty();
    }
  }

  @Test
  void standsBesideTheFenceOfACompletedMigration() throws Exception {
    try (Source source = new Source("WAL").with("table.include.list", "main\\.w")) {
      // given: one table has moved, and its capture was taken out
      source.sql(TABLES).start().catchUp();
      new SqliteFence(source.file(), 1_000).raise(List.of("w"), "p", "one", "one", MESSAGE);
      source.stop();
      CaptureRemoval.besideFence(source.file(), 1_000);
      List<String> completed = FileRows.schema(source.file());
      assertThat(source.writer().run("INSERT INTO w VALUES ('k');")).contains(MESSAGE);
      source.sql("INSERT INTO t VALUES (2,'still ours');");
      // when
      source
          .with("topic.prefix", "second")
          .with("table.include.list", "main\\.t")
          .start()
          .catchUp();
      SqliteFence fence = new SqliteFence(source.file(), 1_000);
      assertThat(fence.look(List.of("t"))).isEmpty();
      fence.raise(List.of("t"), "q", "two", "two", "moved elsewhere");
      // then
      assertThat(fence.standing(List.of("t"))).contains("two");
      assertThat(source.writer().run("DELETE FROM t;")).contains("moved elsewhere");
      assertThat(source.writer().run("INSERT INTO w VALUES ('k');")).contains(MESSAGE);
      source.sql("INSERT INTO loose VALUES (1);");
      fence.raise(List.of("t"), "q", "three", "three", "moved elsewhere");
      fence.lift(NAMES, "q", (token, whole) -> "");
      source.sql("INSERT INTO t VALUES (3,'lifted');");
      assertThat(source.writer().run("INSERT INTO w VALUES ('k');")).contains(MESSAGE);
      // and
      source.catchUp().stop();
      CaptureRemoval.besideFence(source.file(), 1_000);
      assertThat(FileRows.schema(source.file())).isEqualTo(completed);
    }
  }

  @Test
  void everythingCanBeTakenOutAgain() throws Exception {
    try (Source source = new Source("WAL")) {
      // given
      source.sql(
          TABLES
              + "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO a VALUES (5);"
              + "CREATE TRIGGER own AFTER INSERT ON t BEGIN DELETE FROM loose; END; CREATE INDEX i ON t (v) WHERE id > 3;"
              + "CREATE VIEW x AS SELECT * FROM t; ANALYZE;");
      List<String> before = FileRows.schema(source.file());
      List<String> sequence = FileRows.of(source.file(), "SELECT * FROM sqlite_sequence");
      source.start().catchUp();
      source.sql("INSERT INTO t VALUES (7,'x');").catchUp().stop();
      new SqliteFence(source.file(), 1_000).raise(NAMES, "p", "t", "t", MESSAGE);
      source.sql("ANALYZE;");
      assertThat(FileRows.schema(source.file())).isNotEqualTo(before);
      CaptureRemoval.besideFence(source.file(), 1_000);
      assertThat(source.writer().run("INSERT INTO t VALUES (8,'y');")).contains(MESSAGE);
      // when
      CaptureRemoval.main(new String[] {source.file().toString()});
      CaptureRemoval.from(source.file(), 1_000);
      // then
      assertThat(FileRows.schema(source.file())).isEqualTo(before);
      assertThat(FileRows.of(source.file(), "SELECT * FROM sqlite_sequence")).isEqualTo(sequence);
      assertThat(FileRows.of(source.file(), "SELECT tbl FROM sqlite_stat1"))
          .noneMatch(t -> t.contains("_tributary"));
      source.sql("INSERT INTO t VALUES (8,'y');");
    }
  }
}
