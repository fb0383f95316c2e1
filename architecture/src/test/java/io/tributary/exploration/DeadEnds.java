package io.tributary.exploration;

import io.tributary.orchestrator.state.MigrationRecord;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * States from which a migration cannot come to rest with one side open any more, unless something
 * fails or somebody orders something.
 *
 * @param exploration one that has reached everything
 */
record DeadEnds(Exploration exploration) {

  /** The one that is reached first. */
  OptionalInt first() {
    ReachedStates states = exploration.states();
    boolean[] leads = new boolean[states.size()];
    boolean more = true;
    while (more) {
      more = false;
      for (int i = leads.length - 1; i >= 0; i--) {
        if (!leads[i] && (rests(states.state(i)) || states.leads(i, leads))) {
          leads[i] = true;
          more = true;
        }
      }
    }
    return IntStream.range(0, leads.length).filter(i -> !leads[i]).findFirst();
  }

  private boolean rests(WholeState at) {
    MigrationRecord record = exploration.records().record(at.record());
    SourceGraph sources = exploration.sources();
    return exploration.records().order(record) == at.topic()
        && WholeChecks.rests(record, sources.source(at.first()))
        && WholeChecks.rests(record, sources.source(at.second()));
  }
}
