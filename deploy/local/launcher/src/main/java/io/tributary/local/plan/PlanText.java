package io.tributary.local.plan;

import java.util.List;

/**
 * The part of the plan that is printed for one source.
 *
 * @param lines for people
 * @param problems why it cannot be moved as declared; empty when it can
 * @param unseen what could not be looked at, and why; empty when everything was
 */
record PlanText(List<String> lines, List<String> problems, List<String> unseen) {
  PlanText {
    lines = List.copyOf(lines);
    problems = List.copyOf(problems);
    unseen = List.copyOf(unseen);
  }
}
