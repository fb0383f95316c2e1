package io.tributary.cdc.source;

import static io.tributary.cdc.source.PassingFailures.outlast;
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
 * What every kind of source does. Its source has items, each a number and a name, with the item 1;
 * its target has them in a table of the schema {@code app}.
 */
public abstract class SourceContract {
  protected static final Duration LIMIT = Duration.ofSeconds(90);

  protected final TargetEnd target = new TargetEnd();

  /** The kind's driver, without any state of this test. */
  protected abstract SourceDriver driver();

  protected abstract Source source();

  /** Adds an item at the source, as the application does. */
  protected abstract void add(int id, String name) throws Exception;

  /** Gives every item of the source another name, as the application does. */
  protected abstract void rename(String name) throws Exception;

  /** The statement with which the application adds an item in the target. */
  protected String addition(int id, String name) {
    return "INSERT INTO app.item VALUES (%d, '%s')".formatted(id, name);
  }

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
              assertThat(status.error()).matches(error -> error == null || error.retryable());
              return status.error() == null && status.connector().equals("RUNNING") && captured();
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
    assertThatThrownBy(() -> target.runAsApplication(addition(5, "early")))
        .hasMessageContaining("closed to writes");
    outlast(() -> driver.capture(migration(), source()));
    outlast(() -> other.capture(migration(), source()));
    awaitCaptured(driver);
    driver.finishAfterSnapshot(migration(), source());
    other.finishAfterSnapshot(migration(), source());
    List<String> before = definitions();
    driver.rehearse(migration(), source());
    driver.rehearse(migration(), source());
    assertThat(definitions()).isEqualTo(before);
    add(2, "rehearsed");

    // when
    FenceObserved fence = driver.raiseFence(migration(), source(), "token-1", soon());

    // then
    assertThat(fence.token()).isEqualTo("token-1");
    assertThat(fence.position()).isPositive();
    assertThat(fence.fencedAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(other.raiseFence(migration(), source(), "token-1", soon())).isEqualTo(fence);
    assertThat(other.standingFence(migration(), source())).contains(fence);
    assertThatThrownBy(() -> add(3, "late")).hasMessageContaining("moved to");
    assertThat(other.opened(migration(), source())).isFalse();
    driver.open(migration(), source());
    driver.endRehearsal(stream());
    other.open(migration(), source());
    assertThat(other.opened(migration(), source())).isTrue();
    other.removeGate(migration(), source());
    driver.removeGate(migration(), source());
    target.runAsApplication(addition(6, "ours"));
    assertThatThrownBy(() -> other.removeTarget(migration(), source()))
        .hasMessageContaining("open to its application");
    outlast(() -> driver.removeCapture(migration(), source(), true));
    outlast(() -> other.removeCapture(migration(), source(), true));
    assertThatThrownBy(() -> add(3, "forgotten writer")).hasMessageContaining("moved to");
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
    outlast(() -> driver.capture(migration(), source()));
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
    rename("goes on");
    for (int time = 0; time < 2; time++) {
      outlast(() -> driver.removeCapture(migration(), source(), true));
      driver.removeTarget(migration(), source());
    }

    // then
    assertThat(definitions()).isEqualTo(sourceBefore);
    assertThat(target.traces()).isEqualTo(targetBefore);
    assertThat(target.kept()).isEmpty();
    assertThat(driver().captureStatus(stream()).connector()).isEqualTo("UNKNOWN");
  }
}
