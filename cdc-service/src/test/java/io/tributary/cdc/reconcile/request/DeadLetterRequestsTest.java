package io.tributary.cdc.reconcile.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RowRequest;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.DeadLettersObserved;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadLetterRequestsTest {
  private static final StreamId STREAM = new StreamId("shop", "a");

  @Test
  void asksForNothingBeforeTheFirstRequestAndForOtherSources() {
    assertThat(DeadLetterRequests.none().pending(desired(), STREAM)).isFalse();
    assertThat(DeadLetterRequests.none().pending(desired(new RowRequest(4, "other", null)), STREAM))
        .isFalse();
  }

  @Test
  void carriesOutEveryOpenRequestAtOnceAndOnlyOnce() {
    // given
    DesiredState desired =
        desired(
            new RowRequest(4, "a", 17L),
            new RowRequest(5, "other", 18L),
            new RowRequest(6, "a", null));
    assertThat(DeadLetterRequests.none().pending(desired, STREAM)).isTrue();

    // when
    DeadLetterRequests after =
        DeadLetterRequests.none().carryOut(desired, STREAM, gone -> gone.size() + 10, () -> 2);

    // then
    assertThat(after.done()).isEqualTo(new DeadLettersObserved(6, 11, 2));
    assertThat(after.pending(desired, STREAM)).isFalse();
  }

  @Test
  void carriesOutOnlyWhatCameAfterTheLastOne() {
    // given
    DeadLetterRequests after = new DeadLetterRequests(new DeadLettersObserved(4, 0, 2));
    DesiredState desired = desired(new RowRequest(4, "a", 17L), new RowRequest(7, "a", 19L));

    // when
    Set<?>[] discarded = new Set<?>[1];
    after.carryOut(
        desired,
        STREAM,
        gone -> {
          discarded[0] = gone;
          return 0;
        },
        () -> 0);

    // then
    assertThat(discarded[0]).isEqualTo(Set.of(19L));
  }

  @Test
  void keepsTheRequestWhenTheStreamDoesNotRun() {
    // given
    DesiredState desired = desired(new RowRequest(4, "a", null));
    DeadLetterRequests requests = DeadLetterRequests.none();

    // when
    assertThatThrownBy(
            () ->
                requests.carryOut(
                    desired,
                    STREAM,
                    gone -> {
                      throw new IllegalStateException("not running");
                    },
                    () -> 0))
        .isInstanceOf(IllegalStateException.class);

    // then
    assertThat(requests.pending(desired, STREAM)).isTrue();
  }

  private static DesiredState desired(RowRequest... requests) {
    return new DesiredState(
        null,
        7,
        MigrationGoal.REPLICATE,
        null,
        null,
        false,
        Instant.EPOCH,
        List.of(requests),
        Set.of(),
        Direction.OUT);
  }
}
