package io.tributary.local.order.goal;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.PreflightAnswer;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The findings of a preflight.
 *
 * @param generation in which it was ordered
 */
public record PreflightGoal(long generation) implements OrderGoal {
  @Override
  public Optional<OrderEnd> reached(MigrationAnswer now) {
    return Optional.ofNullable(now.preflight())
        .filter(found -> found.generation() >= generation)
        .map(PreflightGoal::end);
  }

  private static OrderEnd end(PreflightAnswer found) {
    String lines =
        found.checks().stream()
            .filter(check -> check.result() != PreflightCheck.Result.PASSED)
            .map(PreflightGoal::line)
            .collect(Collectors.joining());
    int passed = found.with(PreflightCheck.Result.PASSED).size();
    String all = "%d of %d checks passed.".formatted(passed, found.checks().size());
    return found.passed()
        ? OrderEnd.done(all + " The migration can start." + lines)
        : OrderEnd.refused(all + " The migration cannot start yet." + lines);
  }

  /** A check that did not pass, with its fix. */
  public static String line(PreflightCheck check) {
    return "\n  %s %s (%s): %s %s"
        .formatted(check.result(), check.subject(), check.code(), check.finding(), check.fix())
        .stripTrailing();
  }
}
