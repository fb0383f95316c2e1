package io.tributary.exploration;

import io.tributary.common.desired.DesiredState;
import io.tributary.orchestrator.state.MigrationRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A shortest way to a state, for whoever has to understand it: of each state only what is new.
 *
 * @param exploration that has reached it
 */
record Trace(Exploration exploration) {

  String to(int number) {
    Deque<String> steps = new ArrayDeque<>();
    int at = number;
    while (at != 0) {
      int parent = exploration.states().parent(at);
      List<String> before = lines(parent);
      steps.addFirst(
          String.join("\n", lines(at).stream().filter(line -> !before.contains(line)).toList()));
      at = parent;
    }
    steps.addFirst(String.join("\n", lines(0)));
    return String.join("\n", steps);
  }

  private List<String> lines(int number) {
    WholeState at = exploration.states().state(number);
    MigrationRecord record = exploration.records().record(at.record());
    SourceGraph sources = exploration.sources();
    return "%s, generation %d%n topic: %s%n heard: %s%n  one: %s%n  other: %s"
        .formatted(
            record.state().label(),
            record.generation(),
            order(at.topic()) + (at.late() ? ", and it is late" : ""),
            at.heard() == 0 ? "nothing" : order(at.heard() - 1),
            sources.source(at.first()),
            sources.source(at.second()))
        .lines()
        .toList();
  }

  private String order(int number) {
    DesiredState order = exploration.records().order(number);
    return "%s %s of %s, generation %d (%d)"
        .formatted(order.goal(), order.direction(), order.cutoverId(), order.generation(), number);
  }
}
