package io.tributary.orchestrator.cutover;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.plan.source.Source;
import io.tributary.orchestrator.gate.MissingWayBack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a cutover of a migration, or a rollback, would do, in words, for a dry run. */
public final class CutoverPreview {
  private CutoverPreview() {}

  /** What a rollback of a cutover would do. */
  public static List<String> ofRollback(Migration plan, String cutoverId) {
    String sources = sources(plan);
    return lines(
        plan,
        SwitchWay.back(cutoverId),
        "REHEARSE: connections are opened, catalogs read, the verification tried and what is on its"
            + " way applied, while the applications write to the target. At most "
            + plan.cutover().rehearsalLimitMillis()
            + " ms.",
        "FENCE: what the target has of " + sources + " refuses writes.",
        "DRAIN: every change before the fence is applied to " + sources + ".",
        "VERIFY: what changed since each table was last found equal is compared in full.",
        "OPEN: sequences are set as at the target, and "
            + sources
            + " accept writes again. From here on there is only forward.",
        "Time limit from the first fence to OPEN: "
            + plan.cutover().timeLimitMillis()
            + " ms; beyond it the target accepts writes again.");
  }

  /** The actions stand before the last line. */
  private static List<String> lines(Migration plan, SwitchWay way, String... steps) {
    List<SwitchAction> actions = plan.cutover().switchActions();
    List<String> lines = new ArrayList<>(List.of(steps));
    int last = lines.size() - 1;
    lines.addAll(last, ActionPreview.of(actions, way));
    lines.add(last, "SWITCH: " + actions.size() + " switch actions are run in order.");
    List<String> pooled = plan.pooled();
    if (!pooled.isEmpty()) {
      String whose = String.join(", ", pooled);
      lines.add(
          last,
          "RELEASE_CLIENTS: the poolers of %s lead there, and their clients go on."
              .formatted(whose));
      lines.add(
          1,
          "HOLD_CLIENTS: clients of the poolers of %s wait from their next statement on, for at most %d ms; open transactions may end before."
              .formatted(whose, plan.cutover().timeLimitMillis()));
    }
    return List.copyOf(lines);
  }

  private static String sources(Migration plan) {
    return plan.sources().stream().map(Source::name).collect(Collectors.joining(", "));
  }

  /** What a cutover would do. */
  public static List<String> of(Migration plan) {
    String sources = sources(plan);
    boolean terminate = plan.cutover().openTransactions() == OpenTransactions.TERMINATE;
    List<String> lines = new ArrayList<>(steps(plan, sources, terminate));
    plan.withoutWayBack().stream()
        .map(name -> "WAY BACK: " + new MissingWayBack(plan, name).sentence())
        .forEach(lines::add);
    return List.copyOf(lines);
  }

  private static List<String> steps(Migration plan, String sources, boolean terminate) {
    return lines(
        plan,
        SwitchWay.CUTOVER,
        "REHEARSE: connections are opened, catalogs read, the verification tried and what is on its"
            + " way applied, while "
            + sources
            + " go on; what cannot work or is too slow shows here. At most "
            + plan.cutover().rehearsalLimitMillis()
            + " ms.",
        "FENCE: "
            + sources
            + " refuse writes. Open transactions get "
            + plan.cutover().openTransactionsWaitMillis()
            + " ms, then "
            + (terminate ? "their sessions are ended." : "the cutover is undone."),
        "DRAIN: every change before the fence is applied to the target.",
        "VERIFY: what changed since each table was last found equal is compared in full.",
        "OPEN: sequences are set, triggers enabled and the target opened, one transaction per"
            + " source. From here on there is only forward.",
        "Time limit from the first fence to OPEN: "
            + plan.cutover().timeLimitMillis()
            + " ms; beyond it the fences are lifted and replication goes on.");
  }
}
