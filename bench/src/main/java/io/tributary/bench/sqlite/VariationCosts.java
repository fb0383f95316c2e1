package io.tributary.bench.sqlite;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what the runs of each variation of one workload cost, round by round. */
final class VariationCosts {
  private final Map<CaptureVariation, List<ScriptCost>> costs =
      new EnumMap<>(CaptureVariation.class);

  /** Takes the cost of a variation's next round. */
  void add(CaptureVariation variation, ScriptCost cost) {
    of(variation).add(cost);
  }

  /** The costs of a variation, in the order of the rounds. */
  List<ScriptCost> of(CaptureVariation variation) {
    return costs.computeIfAbsent(variation, v -> new ArrayList<>());
  }
}
