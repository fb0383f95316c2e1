package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot that meets a writer, and writers that meet the connector's locks. */
class TableSnapshotIT {
  private static final String ROWS =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, v); CREATE TABLE w (a TEXT, b INT, PRIMARY KEY (a, b)) WITHOUT ROWID;"
          + " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
          + " INSERT INTO t SELECT i, 'v' || i FROM n; INSERT INTO w SELECT v, id FROM t;";

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void rowsThatMoveWhileItReadsAreNeitherLostNorLeft(String journal) throws Exception {
    try (Source source = new Source(journal).with("max.batch.size", "20")) {
      // given
      source.sql(ROWS).start();
      // when: between every two pieces rows move to both sides of the reader
      for (int i = 1; !source.replica().snapshotCompleted(); i++) {
        source.poll();
        source.sql(
            "UPDATE OR REPLACE t SET id = id + 200 WHERE id % 17 = "
                + i % 17
                + " AND id < 200;"
                + " UPDATE OR REPLACE t SET id = id - 300 WHERE id % 13 = "
                + i % 13
                + " AND id > 300;"
                + " UPDATE w SET a = 'a' || a WHERE b % 11 = "
                + i % 11
                + "; DELETE FROM w WHERE b = "
                + i
                + ";");
      }
      // then
      source.catchUp().requireSame("t", "w");
    }
  }

  @Test
  void inWalModeItIsTheStateOfOneMoment() throws Exception {
    try (Source source = new Source("WAL").with("max.batch.size", "20")) {
      // given
      source.sql(ROWS).start();
      source.poll();
      source.poll();
      var then = FileRows.of(source.file(), "SELECT * FROM t");
      // when
      source.sql("UPDATE t SET v = 'later';");
      while (!source.replica().snapshotCompleted()) {
        source.poll();
      }
      // then
      assertThat(source.replica().rows("t")).isEqualTo(then);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void aWriterThatHoldsItsLockIsWaitedFor(String journal) throws Exception {
    try (Source source = new Source(journal).with("database.busy.timeout.ms", "10")) {
      // given: from before the capture is installed
      source.sql(ROWS + "BEGIN EXCLUSIVE; INSERT INTO t VALUES (1000,'held');").start();
      for (int i = 0; i < 10; i++) {
        assertThat(source.poll()).isEmpty();
      }
      source.sql("COMMIT;").catchUp().requireSame("t");
      // and: while it streams
      source.sql("BEGIN EXCLUSIVE; DELETE FROM t WHERE id = 1000;");
      for (int i = 0; i < 10; i++) {
        assertThat(source.poll()).isEmpty();
      }
      source.sql("COMMIT;").catchUp().requireSame("t");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void aWriterThatDoesNotWaitIsNotRefusedBetweenPolls(String journal) throws Exception {
    try (Source source = new Source(journal).with("max.batch.size", "20")) {
      // given
      source.sql(ROWS + "PRAGMA busy_timeout = 0;").start();
      // when
      for (int i = 0; i < 60; i++) {
        source.poll();
        source.sql("INSERT INTO t(v) VALUES ('x'); UPDATE t SET v = 'y' WHERE id % 5 = 0;");
      }
      // then
      source.catchUp().requireSame("t", "w");
    }
  }

  @Test
  void withoutDataOnlyTheStreamIsSent() throws Exception {
    try (Source source =
        new Source("WAL").with("snapshot.mode", "no_data").with("table.exclude.list", "main\\.w")) {
      source.sql(ROWS).start().catchUp();
      assertThat(source.replica().rows("t")).isEmpty();
      source.sql("DELETE FROM w; UPDATE t SET v = 'u' WHERE id = 4;").catchUp();
      assertThat(source.replica().rows("t")).containsExactly("[4, u]");
      assertThat(source.records()).noneMatch(record -> record.topic().contains(".w"));
    }
  }
}
