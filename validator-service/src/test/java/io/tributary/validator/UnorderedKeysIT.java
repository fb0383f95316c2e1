package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableDigests;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables of which no index has an order that both ends share are read once, not once a range. */
class UnorderedKeysIT {
  private static final int ROWS = 3_000;
  private static final int ROWS_PER_CHUNK = 100;

  private TwoDatabases databases;
  private Comparing comparing;

  @BeforeEach
  void start() {
    databases = TwoDatabases.create("unordered");
    databases.onSource("CREATE TABLE $S.texts (id text COLLATE \"C\" PRIMARY KEY, v text)");
    databases.onTarget("CREATE TABLE $S.texts (id text COLLATE \"en-x-icu\" PRIMARY KEY, v text)");
    databases.onBoth("CREATE TABLE $S.keyed (id text COLLATE \"C\" PRIMARY KEY, v text)");
    databases.onBoth("CREATE TABLE $S.keyless (id text, v text)");
    for (String table : List.of("texts", "keyed", "keyless")) {
      databases.onBoth(
          "INSERT INTO $S.%s SELECT chr(65 + g %% 26) || 'ä' || g, 'v' || g FROM generate_series(1, %d) g"
              .formatted(table, ROWS));
    }
    databases.checkpoint(-1, Long.MAX_VALUE, null);
    comparing = new Comparing("unordered", Comparing.defaults());
  }

  @AfterEach
  void stop() {
    comparing.close();
    databases.close();
  }

  @Test
  void areReadAFewTimesHoweverManyRangesTheyWouldHave() throws Exception {
    // when one pass has ended, and its sessions have told what they read
    comparing.desire(
        TwoDatabases.migration(ROWS_PER_CHUNK, databases), MigrationGoal.REPLICATE, 1, null);
    awaitVerdict("texts", Verdict.EQUAL);
    comparing.close();

    // then: counted and digested, where each of thirty ranges would have taken all rows
    await().atMost(Duration.ofSeconds(30)).until(() -> read() >= ROWS);
    assertThat(read()).isLessThanOrEqualTo(6L * ROWS);
  }

  @Test
  void areSearchedForEachRowThatDiffers() {
    // given
    databases.onTarget("UPDATE $S.texts SET v = 'lost' WHERE v IN ('v7', 'v1234', 'v2999')");
    databases.onTarget("DELETE FROM $S.texts WHERE v = 'v8'");
    databases.onTarget("INSERT INTO $S.texts VALUES ('Zusatz', 'v0')");

    // when
    comparing.desire(
        TwoDatabases.migration(ROWS_PER_CHUNK, databases), MigrationGoal.REPLICATE, 1, null);

    // then
    TableVerdict found = awaitVerdict("texts", Verdict.DIFFERENT);
    assertThat(found.findings().differences())
        .extracting(RowDifference::key)
        .containsExactlyInAnyOrder(
            Map.of("id", "Hä7"),
            Map.of("id", "Mä1234"),
            Map.of("id", "Jä2999"),
            Map.of("id", "Iä8"),
            Map.of("id", "Zusatz"));
    assertThat(found.findings().differenceCount()).isEqualTo(5);
  }

  @Test
  void haveTheDigestThatTheSameRowsHaveInATableWithKey() {
    // when
    comparing.desire(
        TwoDatabases.migration(ROWS_PER_CHUNK, databases), MigrationGoal.REPLICATE, 1, null);

    // then
    TableDigests keyed = awaitVerdict("keyed", Verdict.EQUAL).digests();
    assertThat(keyed.sourceDigest()).isNotNull();
    assertThat(awaitVerdict("texts", Verdict.EQUAL).digests()).isEqualTo(keyed);
    assertThat(awaitVerdict("keyless", Verdict.EQUAL).digests()).isEqualTo(keyed);
  }

  private TableVerdict awaitVerdict(String table, Verdict wanted) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> comparing.latest("app." + table), v -> v != null && v.verdict() == wanted);
  }

  private long read() throws SQLException {
    try (Connection source = databases.openSource();
        Statement statement = source.createStatement();
        var row =
            statement.executeQuery(
                "SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables"
                    + " WHERE relname = 'texts'")) {
      row.next();
      return row.getLong(1);
    }
  }
}
