package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.config.ValidatorLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One row that is never at rest does not make a large table be read as a whole behind the fence.
 */
class HotRowOfLargeTableIT {
  private static final String CUTOVER = "cut-hot";
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 10_000, 100, 1_000, 1_000_000, 20, 1 << 20, 1_000_000);
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private TwoDatabases databases;
  private ChangeTopic topic;
  private Comparing comparing;
  private Migration migration;
  private HotRow row;

  @BeforeEach
  void start() throws Exception {
    databases = TwoDatabases.create("hotlarge");
    topic = new ChangeTopic("hotlarge");
    databases.onBoth("CREATE TABLE $S.big (id int PRIMARY KEY, n bigint)");
    databases.onBoth("INSERT INTO $S.big SELECT g, -1 FROM generate_series(1, 3000) g");
    databases.checkpoint(-1, 0, null);
    migration = TwoDatabases.migration(1_000, databases);
    comparing = new Comparing(topic.prefix(), LIMITS);
    row = new HotRow(databases, "big", () -> topic.change(1));
    await().atMost(LIMIT).until(() -> row.lastRecord() > 0);
    comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
    await()
        .atMost(LIMIT)
        .until(() -> comparing.observed.stream().anyMatch(o -> o.ledger().verified() == 1));
  }

  @AfterEach
  void stop() throws InterruptedException {
    comparing.close();
    row.rest();
    topic.close();
    databases.close();
  }

  @Test
  void isComparedAloneBehindTheFence() throws Exception {
    // given
    TableVerdict moving = comparing.latest("app.big");
    assertThat(moving.verdict()).isEqualTo(Verdict.UNSETTLED);
    assertThat(moving.findings().unsettledRows()).isEqualTo(1);

    // when the row has come home, and another one, which no change names, has not
    row.rest();
    databases.onTarget("UPDATE $S.big SET n = " + row.number() + " WHERE id = 1");
    databases.onTarget("UPDATE $S.big SET n = 0 WHERE id = 7");
    TableVerdict verified = verifyBehindFence();

    // then
    assertThat(verified.scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(verified.verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(verified.rows().sourceRows()).isEqualTo(3_000);
  }

  @Test
  void isFoundThereWhenItsLastChangeWasLost() throws Exception {
    // when
    row.rest();
    databases.onTarget("UPDATE $S.big SET n = " + (row.number() - 1) + " WHERE id = 1");
    TableVerdict verified = verifyBehindFence();

    // then
    assertThat(verified.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(verified.findings().differences())
        .extracting(RowDifference::key)
        .containsExactly(Map.of("id", "1"));
  }

  private TableVerdict verifyBehindFence() {
    databases.checkpoint(row.lastRecord(), Long.MAX_VALUE, CUTOVER);
    comparing.desire(migration, MigrationGoal.VERIFY, 2, CUTOVER);
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                comparing.observed.stream()
                    .filter(o -> CUTOVER.equals(o.verifiedCutoverId()))
                    .findFirst(),
            Optional::isPresent)
        .map(ValidationObserved::tables)
        .orElseThrow()
        .get(0);
  }
}
