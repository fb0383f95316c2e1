package io.tributary.cdc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every kind of source does. Its source has a table {@code item (id integer key, name text)}
 * with the row 1, its target the schema {@code app}.
 */
public abstract class SourceContract {
  protected static final Duration LIMIT = Duration.ofSeconds(90);

  protected final TargetEnd target = new TargetEnd();

  /** The kind's driver, without any state of this test. */
  protected abstract SourceDriver driver();

  protected abstract Source source();

  /** Statements as the application runs them, at the source. */
  protected abstract void write(String sql) throws Exception;

  /** Whether the source's changes are being captured by now. */
  protected abstract boolean captured();

  /** Every definition of the source, text by text. */
  protected abstract List<String> definitions();

  @AfterEach
  void removeTarget() throws SQLException {
    target.close();
  }

  protected Migration migration() {
    return target.migration(source());
  }

  protected StreamId stream() {
    return new StreamId(migration().name(), source().name());
  }

  protected void awaitCaptured(SourceDriver driver) {
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              driver.supervise(migration(), source());
              var status = driver.captureStatus(stream());
              assertThat(status.error()).isNull();
              return status.connector().equals("RUNNING") && captured();
            });
  }

  protected static Instant soon() {
    return Instant.now().plusSeconds(60);
  }

  @Test
  void opensATargetWhoseSourceRefusesWrites() throws Exception {
    // given: every step is done twice, the second time by a process that knows nothing
    SourceDriver driver = driver();
    SourceDriver other = driver();
    driver.prepare(migration(), source());
    other.prepare(migration(), source());
    assertThatThrownBy(() -> target.runAsApplication("INSERT INTO app.item VALUES (5, 'early')"))
        .hasMessageContaining("closed to writes");
    driver.capture(migration(), source());
    other.capture(migration(), source());
    awaitCaptured(driver);
    driver.finishAfterSnapshot(migration(), source());
    other.finishAfterSnapshot(migration(), source());
    List<String> before = definitions();
    driver.rehearse(migration(), source());
    driver.rehearse(migration(), source());
    assertThat(definitions()).isEqualTo(before);
    write("INSERT INTO item VALUES (2, 'rehearsed')");

    // when
    FenceObserved fence = driver.raiseFence(migration(), source(), "token-1", soon());

    // then
    assertThat(fence.token()).isEqualTo("token-1");
    assertThat(fence.position()).isPositive();
    assertThat(fence.fencedAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(other.raiseFence(migration(), source(), "token-1", soon())).isEqualTo(fence);
    assertThat(other.standingFence(migration(), source())).contains(fence);
    assertThatThrownBy(() -> write("INSERT INTO item VALUES (3, 'late')"))
        .hasMessageContaining("moved to");
    assertThat(other.opened(migration(), source())).isFalse();
    driver.open(migration(), source());
    driver.endRehearsal(stream());
    other.open(migration(), source());
    assertThat(other.opened(migration(), source())).isTrue();
    other.removeGate(migration(), source());
    driver.removeGate(migration(), source());
    target.runAsApplication("INSERT INTO app.item VALUES (6, 'ours')");
    assertThatThrownBy(() -> other.removeTarget(migration(), source()))
        .hasMessageContaining("open to its application");
    driver.removeCapture(migration(), source(), true);
    other.removeCapture(migration(), source(), true);
    assertThatThrownBy(() -> write("INSERT INTO item VALUES (3, 'forgotten writer')"))
        .hasMessageContaining("moved to");
  }

  @Test
  void leavesNothingBehind() throws Exception {
    // given
    List<String> sourceBefore = definitions();
    List<String> targetBefore = target.traces();
    SourceDriver driver = driver();
    assertThat(driver.standingFence(migration(), source())).isEmpty();
    assertThat(driver.opened(migration(), source())).isFalse();
    driver.prepare(migration(), source());
    driver.capture(migration(), source());
    awaitCaptured(driver);
    driver.finishAfterSnapshot(migration(), source());
    driver.raiseFence(migration(), source(), "token-1", soon());
    driver.raiseFence(migration(), source(), "token-2", soon());
    assertThat(driver.standingFence(migration(), source()).orElseThrow().token())
        .isEqualTo("token-2");

    // when
    driver.liftFence(migration(), source());
    driver.liftFence(migration(), source());
    assertThat(driver.standingFence(migration(), source())).isEmpty();
    write("UPDATE item SET name = 'goes on'");
    for (int time = 0; time < 2; time++) {
      driver.removeCapture(migration(), source(), true);
      driver.removeTarget(migration(), source());
    }

    // then
    assertThat(definitions()).isEqualTo(sourceBefore);
    assertThat(target.traces()).isEqualTo(targetBefore);
    assertThat(target.kept()).isEmpty();
    assertThat(driver().captureStatus(stream()).connector()).isEqualTo("UNKNOWN");
  }
}
