package io.tributary.local.demo;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.tributary.local.demo.api.CutoverAnswer;
import io.tributary.local.demo.api.MigrationApi;
import io.tributary.local.demo.api.MigrationView;
import io.tributary.local.demo.report.RoundDirection;
import io.tributary.local.demo.setup.DemoMigrationFile;
import io.tributary.local.stack.StartFailure;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Changes sides, and waits until it is done.
 *
 * @param say takes one line for people
 */
record SideChange(MigrationApi api, MigrationWatch watch, Consumer<String> say) {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int ATTEMPTS = 3;
  private static final RetryPolicy<CutoverAnswer> WHILE_REFUSED =
      RetryPolicy.<CutoverAnswer>builder()
          .handleResultIf(answer -> answer.cutoverId().isEmpty())
          .abortOn(Throwable.class)
          .withDelay(Duration.ofMillis(500))
          .withMaxDuration(Duration.ofMinutes(5))
          .withMaxAttempts(-1)
          .build();

  /**
   * The migration behind it. A change that is undone, as when the orchestrator dies in it, loses
   * nothing: it is ordered again.
   *
   * @throws StartFailure when it is refused or undone all the time
   */
  MigrationView carryOut(RoundDirection direction) {
    for (int attempt = 1; ; attempt++) {
      String id = order(direction);
      say.accept("The " + direction.word() + " has begun.");
      MigrationView end =
          watch.until(
              "the " + direction.word() + " ended", LIMIT, view -> ended(direction, view, id));
      if (end.state().equals(direction.to())) {
        return end;
      }
      String undone =
          "The %s was undone, and the writers go on where they were: %s"
              .formatted(direction.word(), end.problem());
      if (attempt == ATTEMPTS) {
        throw new StartFailure(undone);
      }
      say.accept(undone);
    }
  }

  private static boolean ended(RoundDirection direction, MigrationView view, String id) {
    return view.state().equals(direction.to())
        || (view.state().equals(direction.from()) && view.cutoverId().equals(id));
  }

  /** The gate may close again between looking and asking, as the writers go on: ask again. */
  private String order(RoundDirection direction) {
    CutoverAnswer answer =
        Failsafe.with(WHILE_REFUSED)
            .get(
                () -> {
                  watch.requireHealthy();
                  return api.order(
                      DemoMigrationFile.MIGRATION, direction.word(), UUID.randomUUID().toString());
                });
    return answer
        .cutoverId()
        .orElseThrow(
            () ->
                new StartFailure(
                    "The %s was refused all the time: %s"
                        .formatted(direction.word(), answer.refusal())));
  }
}
