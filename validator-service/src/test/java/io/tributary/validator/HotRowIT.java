package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A row that is never at rest is not judged while it moves, and judged behind the fence. */
class HotRowIT {
  private static final String CUTOVER = "cut-hot";

  private TwoDatabases databases;
  private Comparing comparing;
  private Migration migration;
  private HotRow row;

  @BeforeEach
  void start() {
    databases = TwoDatabases.create("hot");
    databases.onBoth("CREATE TABLE $S.counter (id int PRIMARY KEY, n bigint)");
    databases.onBoth("INSERT INTO $S.counter SELECT g, -1 FROM generate_series(1, 500) g");
    databases.checkpoint(-1, 0, null);
    migration = TwoDatabases.migration(1_000, databases);
    comparing = new Comparing("hot", Comparing.defaults());
    row = new HotRow(databases, "counter", () -> -1);
    await().atMost(Duration.ofSeconds(120)).until(() -> row.number() > 0);
  }

  @AfterEach
  void stop() throws InterruptedException {
    comparing.close();
    row.rest();
    databases.close();
  }

  @Test
  void isUnsettledUnderLoadAndEqualBehindTheFence() throws Exception {
    // given
    comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
    TableVerdict moving =
        await()
            .atMost(Duration.ofSeconds(120))
            .until(() -> comparing.latest("app.counter"), v -> v != null);
    assertThat(moving.verdict()).isEqualTo(Verdict.UNSETTLED);
    assertThat(moving.findings().unsettledRows()).isEqualTo(1);
    assertThat(moving.findings().differenceCount()).isZero();
    assertThat(moving.searchedThrough()).isTrue();

    // when
    row.rest();
    databases.onTarget("UPDATE $S.counter SET n = " + row.number() + " WHERE id = 1");
    ValidationObserved verified = verifyBehindFence();

    // then
    assertThat(verified.allEqual()).isTrue();
    assertThat(verified.tables().get(0).scope()).isEqualTo(Scope.FULL);
  }

  @Test
  void isDifferentBehindTheFenceWhenItsLastChangeWasLost() throws Exception {
    // given
    comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
    await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> comparing.latest("app.counter"), v -> v != null);

    // when
    row.rest();
    databases.onTarget("UPDATE $S.counter SET n = " + (row.number() - 1) + " WHERE id = 1");
    ValidationObserved verified = verifyBehindFence();

    // then
    assertThat(verified.tables())
        .extracting(TableVerdict::verdict)
        .containsExactly(Verdict.DIFFERENT);
  }

  private ValidationObserved verifyBehindFence() {
    databases.checkpoint(-1, Long.MAX_VALUE, CUTOVER);
    comparing.desire(migration, MigrationGoal.VERIFY, 2, CUTOVER);
    List<ValidationObserved> observed = comparing.observed;
    return await()
        .atMost(Duration.ofSeconds(120))
        .until(
            () -> observed.stream().filter(o -> CUTOVER.equals(o.verifiedCutoverId())).findFirst(),
            Optional::isPresent)
        .get();
  }
}
