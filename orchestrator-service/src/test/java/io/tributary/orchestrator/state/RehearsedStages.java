package io.tributary.orchestrator.state;

import io.tributary.common.observed.QueryTrial;
import io.tributary.common.observed.RehearsedComparison;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderReply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A migration of one source whose rehearsal has further stages. */
abstract class RehearsedStages {
  static final Instant T0 = EveryState.T0;
  static final String ID = "rehearsal-1";
  static final RehearsedComparison COMPARED = new RehearsedComparison(5, 20, 100);

  MigrationRecord record;
  List<MigrationCommand> commands = List.of();
  Instant now = T0;

  RehearsedStages(MigrationRecord record) {
    this.record = record;
  }

  OrderReply rehearse() {
    return decide(
        streaming(), new Order.Rehearse(ID, Optional.empty(), Sightings.nothingAside("a")));
  }

  OrderReply cutover() {
    return decide(streaming(), Order.cutover("c").with(Sightings.nothingAside("a")));
  }

  /** Its steps, and then 30 ms for each order that has nothing left to do. */
  void measured() {
    look(rehearsed(List.of()));
    for (int i = 0; i < 3; i++) {
      now = now.plusMillis(30);
      look(rehearsed(List.of()));
    }
  }

  OrderReply decide(MigrationObservations seen, MigrationEvent event) {
    StateMachine.Outcome outcome = StateMachine.decide(record, seen, event, now, Optional.empty());
    record = outcome.next();
    commands = outcome.commands();
    return outcome.reply().orElse(null);
  }

  void look(MigrationObservations seen) {
    StateMachine.Outcome outcome =
        StateMachine.decide(record, seen, new MigrationEvent.Tick(), now);
    record = outcome.next();
    commands = outcome.commands();
  }

  Sightings see() {
    return new Sightings("shop", record.generation(), now);
  }

  MigrationObservations streaming() {
    return MigrationObservations.none()
        .with(see().lagging("a", 0))
        .with(see().validation("a", null, Verdict.EQUAL));
  }

  MigrationObservations rehearsed(List<QueryTrial> queries) {
    return streaming()
        .with(see().rehearsed("a", new RehearsedSteps(4, 6, 80)))
        .with(see().timed("a", ID, COMPARED, queries));
  }
}
