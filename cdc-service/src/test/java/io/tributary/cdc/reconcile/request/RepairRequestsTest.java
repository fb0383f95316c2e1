package io.tributary.cdc.reconcile.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.cdc.apply.repair.RepairTask;
import io.tributary.common.desired.ConfirmedRows;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RowRequest;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.RepairObserved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RepairRequestsTest {
  private static final StreamId STREAM = new StreamId("shop", "a");
  private static final RepairOutcome DONE = new RepairOutcome(1, 0, 0, null);

  private final List<RepairTask> tasks = new ArrayList<>();

  @Test
  void carriesOutTheLatestRepairOfItsSourceOnce() {
    // given
    DesiredState desired =
        desired(
            repair(4, "1"),
            repair(6, "2"),
            new RowRequest(7, "a", 17L),
            RowRequest.repairing(8, "other", List.of(rows("1"))));

    // when
    RepairRequests after = RepairRequests.none().carryOut(desired, STREAM, this::done);

    // then
    assertThat(tasks).containsExactly(new RepairTask(6, List.of(rows("2"))));
    assertThat(after.done()).isEqualTo(new RepairObserved(6, 1, 0, 0, null));
    assertThat(after.pending(desired, STREAM)).isFalse();
    assertThat(after.carryOut(desired, STREAM, this::done)).isSameAs(after);
  }

  @Test
  void takesNoRequestAboutDeadLettersForARepair() {
    DesiredState desired = desired(new RowRequest(7, "a", null));
    assertThat(RepairRequests.none().pending(desired, STREAM)).isFalse();
    assertThat(DeadLetterRequests.none().pending(desired(repair(7, "1")), STREAM)).isFalse();
  }

  @Test
  void saysThatARepairIsNoCureWhereARepairedRowDiffersAgain() {
    // given
    RepairRequests first =
        RepairRequests.none().carryOut(desired(repair(4, "1", "2")), STREAM, this::done);

    // when
    RepairRequests other = first.carryOut(desired(repair(6, "3")), STREAM, this::done);
    RepairRequests again = first.carryOut(desired(repair(6, "3", "2")), STREAM, this::done);

    // then
    assertThat(other.done().error()).isNull();
    assertThat(again.done().error().code()).isEqualTo("TRB-REPAIR-ROW-DIFFERS-AGAIN");
    assertThat(again.done().error().message()).contains("no cure");
    assertThat(again.done().written()).isEqualTo(1);
  }

  @Test
  void keepsTheRequestWhenItCannotBeDoneNow() {
    DesiredState desired = desired(repair(4, "1"));
    RepairRequests requests = RepairRequests.none();
    assertThatThrownBy(
            () ->
                requests.carryOut(
                    desired,
                    STREAM,
                    task -> {
                      throw new IllegalStateException("not running");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(requests.pending(desired, STREAM)).isTrue();
  }

  private RepairOutcome done(RepairTask task) {
    tasks.add(task);
    return DONE;
  }

  private static RowRequest repair(long number, String... ids) {
    return RowRequest.repairing(number, "a", List.of(rows(ids)));
  }

  private static ConfirmedRows rows(String... ids) {
    return new ConfirmedRows("public.t", Arrays.stream(ids).map(id -> Map.of("id", id)).toList());
  }

  private static DesiredState desired(RowRequest... requests) {
    return new DesiredState(
        null,
        9,
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
