package io.tributary.cdc.reconcile;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RehearsalStage;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is decided for one source by some facts, and all facts that there can be. */
abstract class SourceDecisionBench {
  static final StreamId OUT = new StreamId("shop", "src");
  static final String TOKEN = "cutover-1";
  static final String OLD_TOKEN = "cutover-0";

  static SourceStep step(DesiredState desired, SourceFacts facts, StreamId stream) {
    return new SourceDecision(desired, facts, stream).next();
  }

  static DesiredState restarting(MigrationGoal goal, long order) {
    return new DesiredState(
        null,
        8,
        goal,
        TOKEN,
        null,
        false,
        Instant.EPOCH,
        List.of(),
        Set.of(),
        Direction.OUT,
        Map.of("src", order),
        RehearsalStage.STEPS);
  }

  static SourceFacts running() {
    return SourceFacts.unknown()
        .with(SourceFact.INSPECTED, true)
        .with(SourceFact.PREPARED, true)
        .with(SourceFact.CAPTURED, true)
        .with(SourceFact.APPLYING, true)
        .with(SourceFact.SNAPSHOT_COMPLETE, true);
  }

  static SourceDecision decide(MigrationGoal goal, SourceFacts facts) {
    return new SourceDecision(
        new DesiredState(null, 7, goal, TOKEN, null, false, Instant.EPOCH),
        facts,
        new StreamId("shop", "src"));
  }

  static Optional<FenceObserved> fence(String token) {
    return Optional.of(new FenceObserved(token, 42, false, Instant.EPOCH, 0));
  }

  static List<SourceFacts> everyCombination() {
    List<SourceFacts> all = new ArrayList<>();
    int count = 1 << SourceFact.values().length;
    for (int bits = 0; bits < count; bits++) {
      EnumSet<SourceFact> known = EnumSet.noneOf(SourceFact.class);
      for (SourceFact fact : SourceFact.values()) {
        if ((bits & 1 << fact.ordinal()) != 0) {
          known.add(fact);
        }
      }
      for (String standing : new String[] {null, OLD_TOKEN, TOKEN}) {
        for (String passed : new String[] {null, OLD_TOKEN, TOKEN}) {
          SourceFacts uncounted =
              new SourceFacts(
                  known,
                  standing == null ? Optional.empty() : fence(standing),
                  passed,
                  HeardOrder.NONE);
          all.add(uncounted);
          all.add(uncounted.leaving(QuarantineContent.NOTHING));
        }
      }
    }
    return all;
  }
}
