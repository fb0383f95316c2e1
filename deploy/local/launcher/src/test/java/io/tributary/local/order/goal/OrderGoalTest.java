package io.tributary.local.order.goal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.json.Json;
import io.tributary.local.client.ExitStatus;
import io.tributary.local.client.MigrationAnswer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the waiting for an order ends, and with which exit status. */
class OrderGoalTest {
  private static final String ERROR =
      "{\"code\": \"TRB-CUTOVER-NOT-EQUAL\", \"retryable\": false, \"message\": \"Not equal.\"}";

  @Test
  void aCutoverIsDoneAtTheTargetAndUndoneAtTheSources() {
    OrderGoal cutover = new SideChangeGoal("c1", false);

    assertThat(cutover.reached(changing("CuttingOver", "c1", "out", "null"))).isEmpty();
    assertThat(cutover.reached(changing("Undoing", "c1", "out", ERROR))).isEmpty();
    assertThat(status(cutover, changing("Switched", "c1", "out", "null")))
        .isEqualTo(ExitStatus.DONE);
    assertThat(cutover.reached(changing("Replicating", "c1", "out", ERROR)))
        .hasValueSatisfying(
            end -> {
              assertThat(end.status()).isEqualTo(ExitStatus.UNDONE);
              assertThat(end.message())
                  .contains("undone", "sources accept writes", "TRB-CUTOVER-NOT-EQUAL");
            });
    assertThat(status(cutover, changing("Aborted", "c1", "out", "null")))
        .isEqualTo(ExitStatus.UNDONE);
  }

  @Test
  void aSwitchThatIsTriedAgainIsWaitedFor() {
    assertThat(new SideChangeGoal("c1", false).reached(changing("CuttingOver", "c1", "out", ERROR)))
        .isEmpty();
  }

  @Test
  void aRollbackIsDoneAtTheSourcesAndUndoneAtTheTarget() {
    OrderGoal rollback = new SideChangeGoal("r1", true);

    assertThat(status(rollback, changing("Replicating", "r1", "back", "null")))
        .isEqualTo(ExitStatus.DONE);
    assertThat(status(rollback, changing("Switched", "r1", "back", ERROR)))
        .isEqualTo(ExitStatus.UNDONE);
  }

  @Test
  void aChangeOfSidesThatAnotherHasFollowedIsNotTakenForIt() {
    assertThat(status(new SideChangeGoal("c1", false), changing("Switched", "c2", "out", "null")))
        .isEqualTo(ExitStatus.REFUSED);
  }

  @Test
  void aStartEndsWhenEverySourceStreamsForThisOrderOrOneHasStopped() {
    OrderGoal start = new StreamingGoal(5);

    assertThat(start.reached(with("Starting", "NEW", false, 4))).isEmpty();
    assertThat(start.reached(with("Replicating", "STREAMING", true, 4))).isEmpty();
    assertThat(start.reached(with("Replicating", "STOPPED", false, 4))).isEmpty();
    assertThat(status(start, with("Replicating", "STREAMING", true, 5))).isEqualTo(ExitStatus.DONE);
    assertThat(status(start, with("Replicating", "STOPPED", false, 5)))
        .isEqualTo(ExitStatus.REFUSED);
    assertThat(status(start, with("Created", "NEW", false, 5))).isEqualTo(ExitStatus.REFUSED);
  }

  @Test
  void aPreflightOfAnEarlierFileIsNoAnswer() {
    OrderGoal check = new PreflightGoal(5);

    assertThat(check.reached(checked(4, "PASSED"))).isEmpty();
    assertThat(status(check, checked(5, "PASSED"))).isEqualTo(ExitStatus.DONE);
    assertThat(check.reached(checked(5, "FAILED")))
        .hasValueSatisfying(
            end -> {
              assertThat(end.status()).isEqualTo(ExitStatus.REFUSED);
              assertThat(end.message()).contains("0 of 1", "TRB-X", "found", "mend");
            });
  }

  @Test
  void aReplayThatLeavesSomeIsNotDone() {
    OrderGoal replay = new RowsGoal(5, Optional.of("a"), RowsGoal.Kind.REPLAY);

    assertThat(replay.reached(replayed(4, 0))).isEmpty();
    assertThat(status(replay, replayed(5, 0))).isEqualTo(ExitStatus.DONE);
    assertThat(status(replay, replayed(5, 2))).isEqualTo(ExitStatus.REFUSED);
  }

  @Test
  void aRestartEndsWhenItsSourceStreamsAgainOrHasStopped() {
    OrderGoal restart = new RestartGoal(5, "a");

    assertThat(restart.reached(restarted("STREAMING", 4, 4, true))).isEmpty();
    assertThat(restart.reached(restarted("STREAMING", 5, 4, false))).isEmpty();
    assertThat(restart.reached(restarted("STOPPED", 5, 4, false))).isEmpty();
    assertThat(restart.reached(restarted("STREAMING", 5, 5, false))).isEmpty();
    assertThat(restart.reached(restarted("SNAPSHOT", 5, 5, true))).isEmpty();
    assertThat(status(restart, restarted("STREAMING", 5, 5, true))).isEqualTo(ExitStatus.DONE);
    assertThat(restart.reached(restarted("STOPPED", 5, 5, true)))
        .hasValueSatisfying(
            end -> {
              assertThat(end.status()).isEqualTo(ExitStatus.REFUSED);
              assertThat(end.message()).contains("Source a", "TRB-CUTOVER-NOT-EQUAL");
            });
    assertThat(new RestartGoal(5, "b").reached(restarted("STREAMING", 5, 5, true))).isEmpty();
  }

  @Test
  void aRestartOfATableEndsWhenItIsDoneOrRefused() {
    OrderGoal restart = new TableRestartGoal(5, "a", "public.t");

    assertThat(restart.reached(tableRestarted("STREAMING", 4, "DONE"))).isEmpty();
    assertThat(restart.reached(tableRestarted("STREAMING", 5, "WAITING"))).isEmpty();
    assertThat(restart.reached(tableRestarted("STREAMING", 5, "COPYING"))).isEmpty();
    assertThat(restart.reached(tableRestarted("STREAMING", 5, "CATCHING_UP"))).isEmpty();
    assertThat(status(restart, tableRestarted("STREAMING", 5, "DONE"))).isEqualTo(ExitStatus.DONE);
    assertThat(restart.reached(tableRestarted("STREAMING", 5, "REFUSED")))
        .hasValueSatisfying(
            end -> {
              assertThat(end.status()).isEqualTo(ExitStatus.REFUSED);
              assertThat(end.message()).contains("TRB-CUTOVER-NOT-EQUAL");
            });
    assertThat(restart.reached(tableRestarted("STOPPED", 5, "COPYING")))
        .hasValueSatisfying(end -> assertThat(end.message()).contains("Source a has stopped."));
    assertThat(
            new TableRestartGoal(5, "a", "public.other")
                .reached(tableRestarted("STREAMING", 5, "DONE")))
        .isEmpty();
    assertThat(status(restart, with("Paused", "PAUSED", true, 5))).isEqualTo(ExitStatus.REFUSED);
  }

  @Test
  void tablesJoinOnceAllOfThemAreOver() {
    OrderGoal joining = new JoiningGoal(5, "a");

    assertThat(joining.reached(with("Replicating", "STREAMING", true, 5))).isEmpty();
    assertThat(joining.reached(tableRestarted("STREAMING", 4, "DONE"))).isEmpty();
    assertThat(joining.reached(tableRestarted("STREAMING", 5, "COPYING"))).isEmpty();
    assertThat(status(joining, tableRestarted("STREAMING", 5, "DONE"))).isEqualTo(ExitStatus.DONE);
    assertThat(joining.reached(tableRestarted("STREAMING", 5, "REFUSED")))
        .hasValueSatisfying(
            end -> {
              assertThat(end.status()).isEqualTo(ExitStatus.REFUSED);
              assertThat(end.message()).contains("TRB-CUTOVER-NOT-EQUAL");
            });
    assertThat(joining.reached(tableRestarted("STOPPED", 5, "COPYING")))
        .hasValueSatisfying(end -> assertThat(end.message()).contains("Source a has stopped."));
    assertThat(status(joining, with("Paused", "PAUSED", true, 5))).isEqualTo(ExitStatus.REFUSED);
  }

  private static MigrationAnswer tableRestarted(String phase, int ordered, String table) {
    String source =
        """
        {"name": "a", "phase": "%s", "achieved": true, "generation": 5, "error": %s,
         "tableRestarts": [{"table": "public.t", "ordered": %d, "phase": "%s", "rows": 7,
           "error": %s}]}
        """
            .formatted(
                phase,
                phase.equals("STOPPED") ? ERROR : "null",
                ordered,
                table,
                table.equals("REFUSED") ? ERROR : "null");
    return answer("Replicating", "\"cutover\": null", source);
  }

  private static MigrationAnswer restarted(
      String phase, int ordered, int generation, boolean begun) {
    String source =
        """
        {"name": "a", "phase": "%s", "achieved": %s, "generation": %d, "error": %s,
         "restart": {"ordered": %d, "begun": %s}}
        """
            .formatted(
                phase,
                begun && phase.equals("STREAMING"),
                generation,
                phase.equals("STOPPED") ? ERROR : "null",
                ordered,
                begun);
    return answer("Replicating", "\"cutover\": null", source);
  }

  private static ExitStatus status(OrderGoal goal, MigrationAnswer now) {
    return goal.reached(now).orElseThrow().status();
  }

  private static MigrationAnswer changing(String state, String id, String direction, String error) {
    return answer(
        state,
        """
        "cutover": {"id": "%s", "direction": "%s", "startedAt": "2026-03-01T09:10:00Z",
          "steps": [], "switching": [], "error": %s}
        """
            .formatted(id, direction, error),
        "");
  }

  private static MigrationAnswer with(
      String state, String phase, boolean achieved, int generation) {
    return answer(
        state,
        "\"cutover\": null",
        """
        {"name": "a", "phase": "%s", "achieved": %s, "generation": %d}
        """
            .formatted(phase, achieved, generation));
  }

  private static MigrationAnswer checked(int generation, String result) {
    return answer(
        "Created",
        """
        "preflight": {"migration": "shop", "generation": %d, "at": "2026-03-01T09:10:00Z",
          "checks": [{"code": "TRB-X", "subject": "a", "result": "%s", "finding": "found",
            "fix": "mend"}]}
        """
            .formatted(generation, result),
        "");
  }

  private static MigrationAnswer replayed(int request, int left) {
    return answer(
        "Replicating",
        "\"cutover\": null",
        """
        {"name": "a", "phase": "STREAMING", "achieved": true, "generation": 5,
         "deadLetters": {"request": %d, "applied": 3, "left": %d}}
        """
            .formatted(request, left));
  }

  private static MigrationAnswer answer(String state, String member, String sources) {
    String json =
        """
        {"name": "shop", "state": "%s", "generation": 5, "orders": [], "health": "healthy",
         "sources": [%s], %s}
        """
            .formatted(state, sources, member);
    return Json.read(json.getBytes(UTF_8), MigrationAnswer.class);
  }
}
