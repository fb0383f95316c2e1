package io.tributary.local.plan.document;

import java.util.List;

/**
 * Whether the target has room for what the sources bring.
 *
 * @param place its address
 * @param findings what was found in order
 * @param problems what is in the way
 * @param unseen what could not be looked at, and why
 */
public record TargetEntry(
    String place, List<String> findings, List<String> problems, List<String> unseen)
    implements PlanEntry {
  /** Copies what it is given. */
  public TargetEntry {
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
    unseen = List.copyOf(unseen);
  }
}
