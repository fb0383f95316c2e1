package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever record the task ends at, nothing is lost, and transactions come as a whole. */
class RestartIT {
  private static final String ROWS =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, v); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1"
          + " FROM n WHERE i < 300) INSERT INTO t SELECT i, 'v' || i FROM n;";

  @ParameterizedTest
  @CsvSource({"WAL,0", "WAL,1", "WAL,40", "DELETE,0", "DELETE,1", "DELETE,40"})
  void anInterruptedSnapshotIsRepeated(String journal, int acknowledged) throws Exception {
    try (Source source = new Source(journal).with("max.batch.size", "50")) {
      // given
      source.sql(ROWS).start();
      for (int i = 0; i < 4; i++) {
        source.poll(acknowledged);
      }
      // when: the task ends within the snapshot, and rows change before the next one
      source.stop().sql("DELETE FROM t WHERE id < 10; UPDATE t SET v = 'w' WHERE id > 290;");
      source.start().catchUp();
      // then
      source.requireSame("t");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 37, 60, 99, 120, 300})
  void anInterruptedTransactionComesAgainAsAWhole(int acknowledged) throws Exception {
    try (Source source = new Source("DELETE").with("max.batch.size", "50")) {
      // given
      source.sql(ROWS).start().catchUp();
      source.sql("UPDATE t SET v = 'x' || id; DELETE FROM t WHERE id % 7 = 0;");
      // when
      for (int left = acknowledged; left > 0; ) {
        left -= source.poll(left).size();
      }
      source.poll(0);
      source.stop().start().catchUp();
      // then
      source.requireSame("t");
    }
  }

  @Test
  void whatIsWrittenWhileNoTaskRunsArrives() throws Exception {
    try (Source source = new Source("WAL")) {
      source.sql(ROWS).start().catchUp().stop();
      source.sql("DELETE FROM t WHERE id > 5; REPLACE INTO t VALUES (1,'again');");
      source.start().catchUp().requireSame("t");
      // The first is empty: it tells where the stream begins.
      assertThat(source.replica().transactions()).isEqualTo(2);
    }
  }

  @Test
  void theLogIsCutOnlyBehindWhatConnectHasStored() throws Exception {
    try (Source source = new Source("WAL")) {
      // given
      source.sql(ROWS).start().catchUp();
      source.sql("UPDATE t SET v = 1;");
      // when: nothing of the transaction reaches the broker
      for (int i = 0; i < 20; i++) {
        source.poll(0);
      }
      // then
      assertThat(source.logRows()).isGreaterThanOrEqualTo(300);
      // and: afterwards one row is left, from which SQLite numbers on
      source.stop().start().catchUp().requireSame("t");
      source.clock().advance(java.time.Duration.ofSeconds(1));
      source.catchUp();
      assertThat(source.logRows()).isEqualTo(1);
    }
  }
}
