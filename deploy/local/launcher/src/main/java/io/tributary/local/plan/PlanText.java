package io.tributary.local.plan;

import io.tributary.checks.targetschema.CatalogName;
import io.tributary.local.plan.document.PlanEntry;
import java.util.List;

/**
 * The part of the plan that is printed for one source or for the target.
 *
 * @param entry for scripts
 * @param lines for people
 * @param problems why it cannot be moved as declared; empty when it can
 * @param unseen what could not be looked at, and why; empty when everything was
 * @param made the names that a source makes in the target, as far as they are known
 */
public record PlanText(
    PlanEntry entry,
    List<String> lines,
    List<String> problems,
    List<String> unseen,
    List<CatalogName> made) {
  /** Copies what it is given. */
  public PlanText {
    lines = List.copyOf(lines);
    problems = List.copyOf(problems);
    unseen = List.copyOf(unseen);
    made = List.copyOf(made);
  }

  /** A part that is about no source. */
  PlanText(PlanEntry entry, List<String> lines, List<String> problems, List<String> unseen) {
    this(entry, lines, problems, unseen, List.of());
  }
}
