package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every transaction of the stream ends on a state that the file really had. */
class CommitBoundaryIT {
  private static final int ACCOUNTS = 200;
  private static final String SCHEMA =
      "CREATE TABLE a (id INTEGER PRIMARY KEY, n INT); WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1"
          + " FROM s WHERE i < 200) INSERT INTO a SELECT i, 100 FROM s;";

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void moneyIsNeitherMadeNorLost(String journal) throws Exception {
    try (Source source = new Source(journal).with("max.batch.size", "20")) {
      // given
      source.sql(SCHEMA).start().catchUp();
      long seen = source.replica().transactions();
      // when: transfers are committed between the pieces of a transaction that is being read
      for (int i = 0; i < 240; i++) {
        if (i % 4 == 0) {
          String all = i % 40 == 0 ? "UPDATE a SET n = n + 1; UPDATE a SET n = n - 1;" : "";
          source.sql(
              "BEGIN; "
                  + all
                  + " UPDATE a SET n = n - 7 WHERE id = "
                  + (1 + i * 3 % 97)
                  + "; UPDATE a SET n = n + 7 WHERE id = "
                  + (101 + i * 7 % 97)
                  + "; COMMIT;");
        }
        source.poll();
        // then
        if (source.replica().transactions() > seen) {
          seen = source.replica().transactions();
          assertThat(sum(source)).isEqualTo(100L * ACCOUNTS);
        }
      }
      assertThat(seen).isGreaterThan(3);
      source.catchUp().requireSame("a");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void aTransactionThatTakesManyPollsIsOne(String journal) throws Exception {
    try (Source source = new Source(journal).with("max.batch.size", "7")) {
      source.sql(SCHEMA).start().catchUp();
      long before = source.replica().transactions();
      source.sql("BEGIN; UPDATE a SET n = n + 1; DELETE FROM a WHERE id > 150; COMMIT;").catchUp();
      assertThat(source.replica().transactions()).isEqualTo(before + 1);
      source.requireSame("a");
    }
  }

  private static long sum(Source source) {
    return source.replica().rows("a").stream()
        .mapToLong(row -> Long.parseLong(row.replaceAll(".*, (-?\\d+)]", "$1")))
        .sum();
  }
}
