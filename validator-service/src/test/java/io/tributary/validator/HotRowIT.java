package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
  private Thread updater;
  private volatile boolean updating = true;

  @BeforeEach
  void start() {
    databases = TwoDatabases.create("hot");
    databases.onBoth("CREATE TABLE $S.counter (id int PRIMARY KEY, n bigint)");
    databases.onBoth("INSERT INTO $S.counter SELECT g, -1 FROM generate_series(1, 500) g");
    databases.checkpoint(-1, 0, null);
    migration = TwoDatabases.migration(1_000, databases);
    comparing = new Comparing("hot", Comparing.defaults());
    updater = new Thread(this::update, "updater");
    updater.start();
    await().atMost(Duration.ofSeconds(120)).until(() -> atSource() > 0);
  }

  @AfterEach
  void stop() throws InterruptedException {
    comparing.close();
    endUpdates();
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
    endUpdates();
    databases.onTarget("UPDATE $S.counter SET n = " + atSource() + " WHERE id = 1");
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
    endUpdates();
    databases.onTarget("UPDATE $S.counter SET n = " + (atSource() - 1) + " WHERE id = 1");
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

  /**
   * Says of each position that it is applied only once the row has changed after it. So the row is
   * another version whenever a comparison has waited for a position, however slow the machine is.
   */
  private void update() {
    try (Connection source = databases.openSource();
        Statement atSource = source.createStatement();
        Connection target = databases.openTarget();
        Statement atTarget = target.createStatement()) {
      while (updating) {
        long position;
        try (ResultSet row =
            atSource.executeQuery("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")) {
          row.next();
          position = row.getLong(1);
        }
        atSource.execute("UPDATE app.counter SET n = n + 2 WHERE id = 1");
        atTarget.execute("UPDATE tributary.checkpoint SET position = " + position);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void endUpdates() throws InterruptedException {
    updating = false;
    updater.join();
  }

  private long atSource() throws SQLException {
    try (Connection source = databases.openSource();
        Statement statement = source.createStatement();
        ResultSet row = statement.executeQuery("SELECT n FROM app.counter WHERE id = 1")) {
      row.next();
      return row.getLong(1);
    }
  }
}
