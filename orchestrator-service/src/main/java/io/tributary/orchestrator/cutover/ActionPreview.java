package io.tributary.orchestrator.cutover;

import io.tributary.common.plan.cutover.SwitchAction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What a switch action would do, in words.
 *
 * @param way which way the applications would be pointed
 */
record ActionPreview(SwitchWay way) implements SwitchAction.Cases<String> {

  /** One line for each action, with its number. */
  static List<String> of(List<SwitchAction> actions, SwitchWay way) {
    List<String> lines = new ArrayList<>();
    ActionPreview preview = new ActionPreview(way);
    actions.forEach(
        action ->
            lines.add(
                "SWITCH, action %d: %s %s."
                    .formatted(lines.size() + 1, action.label(), action.match(preview))));
    return lines;
  }

  @Override
  public String envFile(SwitchAction.EnvFile action) {
    if (way.takesBack().isEmpty()) {
      return "sets " + names(action.set().keySet());
    }
    List<String> parts = new ArrayList<>();
    if (!action.restored().isEmpty()) {
      parts.add(
          "puts back what stood there before cutover %s for %s"
              .formatted(way.takesBack().get(), names(action.restored())));
    }
    if (!action.back().isEmpty()) {
      parts.add("sets the values of back for " + names(action.back().keySet()));
    }
    return String.join(", and ", parts);
  }

  @Override
  public String command(SwitchAction.Command action) {
    return "is run with TRIBUTARY_DIRECTION=" + way.word();
  }

  @Override
  public String webhook(SwitchAction.Webhook action) {
    return "is told of the " + way.word() + " (direction " + way.direction() + ")";
  }

  private static String names(Collection<String> variables) {
    return String.join(", ", new TreeSet<>(variables));
  }
}
