package io.tributary.local.plan;

import io.tributary.common.model.TableName;
import java.util.List;

/**
 * The part of the plan that is printed for one source or for the target.
 *
 * @param lines for people
 * @param problems why it cannot be moved as declared; empty when it can
 * @param unseen what could not be looked at, and why; empty when everything was
 * @param moving the tables of a source that move, as far as they are known
 */
record PlanText(
    List<String> lines, List<String> problems, List<String> unseen, List<TableName> moving) {
  PlanText {
    lines = List.copyOf(lines);
    problems = List.copyOf(problems);
    unseen = List.copyOf(unseen);
    moving = List.copyOf(moving);
  }

  /** A part that is about no source. */
  PlanText(List<String> lines, List<String> problems, List<String> unseen) {
    this(lines, problems, unseen, List.of());
  }
}
