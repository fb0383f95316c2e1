package io.tributary.local.plan;

import java.util.List;

/**
 * What is shown of a source.
 *
 * @param lines for people
 * @param problems why it cannot be moved as declared; empty when it can
 */
record Shown(List<String> lines, List<String> problems) {
  Shown {
    lines = List.copyOf(lines);
    problems = List.copyOf(problems);
  }
}
