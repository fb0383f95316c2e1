package io.tributary.local.plan.document;

import java.util.List;

/**
 * What a stack that is started in this directory would not grant.
 *
 * @param problems each with what helps
 */
public record RefusalEntry(List<String> problems) implements PlanEntry {
  /** Copies what it is given. */
  public RefusalEntry {
    problems = List.copyOf(problems);
  }
}
