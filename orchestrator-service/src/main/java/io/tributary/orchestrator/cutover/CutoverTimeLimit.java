package io.tributary.orchestrator.cutover;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.orchestrator.order.StateError;
import java.util.Map;

/** The time that a change of sides has until the other side is opened, in words. Pure. */
public record CutoverTimeLimit(Migration plan, CutoverRun run) {

  /** That it is over in the step in hand. */
  public ErrorReport passed() {
    return ErrorReport.of(
        StateError.CUTOVER_TIME_LIMIT,
        "Step "
            + run.current().step()
            + " was not finished within "
            + limit()
            + ". "
            + standing(run)
            + " Try again, or raise the limit.",
        Map.of("step", run.current().step().name()));
  }

  private String limit() {
    CutoverSettings settings = plan.cutover();
    if (run.current().step() == Step.REHEARSE) {
      return settings.rehearsalLimitMillis()
          + " ms, which the rehearsal has for itself (six times cutover.time-limit-millis, or a minute)";
    }
    long all = settings.timeLimitMillis();
    long reserve = settings.heldReserveMillis();
    return run.holdsClients()
        ? "%d ms (cutover.time-limit-millis, less %d ms in which held clients are let go)"
            .formatted(all - reserve, reserve)
        : all + " ms (cutover.time-limit-millis)";
  }

  /** What a failure at the step in hand means to the applications. */
  public static String standing(CutoverRun run) {
    return open(run) ? "Nothing was fenced yet." : "The fences are lifted; nothing is lost.";
  }

  /** Whether both sides are as before it: no fence was asked for. */
  public static boolean open(CutoverRun run) {
    Step step = run.current().step();
    return step == Step.REHEARSE || step == Step.HOLD_CLIENTS;
  }
}
