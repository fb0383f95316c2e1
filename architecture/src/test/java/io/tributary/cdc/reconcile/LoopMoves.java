package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyStatus;
import io.tributary.cdc.apply.UnwatchedStreams;
import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.connect.SourceLag;
import io.tributary.cdc.reconcile.request.RowOutcomes;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.StreamGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.SourceBacklog;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.plan.MovingSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the loop of one stream may do next, decided and done by the loop's own code.
 *
 * @param out the source as it moves out
 * @param direction of the stream
 * @param now the moment of everything
 */
record LoopMoves(MovingSource out, Direction direction, Instant now) {
  private static final StreamProgress CAUGHT_UP =
      StreamProgress.none().behind(OptionalLong.of(0), SourceBacklog.unknown());

  /** Steps that nobody else sees, so that what follows them may come at once. */
  private static final Set<SourceStep> UNSEEN =
      EnumSet.of(
          SourceStep.PREPARE,
          SourceStep.CAPTURE,
          SourceStep.START_APPLY,
          SourceStep.STOP_APPLY,
          SourceStep.REHEARSE,
          SourceStep.END_REHEARSAL,
          SourceStep.CHECK_DRAINED,
          SourceStep.REMOVE_GATE,
          SourceStep.RETIRE,
          SourceStep.CLEAN_TARGET);

  private static final Set<SourceStep> ANEW =
      EnumSet.of(SourceStep.RETIRE, SourceStep.CLEAN_TARGET, SourceStep.CAPTURE);

  private static final ErrorReport LOST =
      new ErrorReport("TRB-TEST", ErrorType.EXTERNAL, false, "The slot is gone.", Map.of());

  private static final UnwatchedStreams STREAMS = new UnwatchedStreams();

  private StreamId stream() {
    return direction == Direction.OUT ? out.stream() : out.stream().opposite();
  }

  /** The report that the loop makes before its next step. */
  SourceObserved report(ModelledSource source, DesiredState order) {
    DesiredState desired = StreamGoal.of(order, stream());
    SourceFacts facts = seen(source, desired);
    SourceStep step = new SourceDecision(desired, facts, stream()).next();
    SourceSight sight =
        new SourceSight(
            status(source, CAUGHT_UP),
            CaptureStatus.of("RUNNING", null),
            Optional.of(new SourceLag(OptionalLong.of(0), SourceBacklog.unknown())));
    return new SourceReport(stream(), desired, facts, step, null, sight, RowOutcomes.NONE).at(now);
  }

  /** The loop decides on its next step; one that nobody can see is done at once. */
  ModelledMove begin(ModelledSource source, DesiredState order, int number) {
    Decided decided = decide(source, order);
    SourceFacts facts = decided.facts();
    ModelledDatabases databases = new ModelledDatabases(out, source);
    if (decided.step() == SourceStep.START_APPLY) {
      return move("has stopped for good", source, facts, false, ModelledStream.FREE);
    }
    if (decided.step() != SourceStep.NONE) {
      return move("begins " + decided.step(), source, facts, false, number);
    }
    boolean found =
        unwanted().found(decided.context().desired(), facts, databases.driver(direction));
    SourceFacts rested = found ? facts.with(SourceFact.INSPECTED, false) : facts;
    return move("rests", source, rested, false, ModelledStream.FREE);
  }

  /** The step in hand: done, done without an answer, or not done although it was tried. */
  List<ModelledMove> finish(ModelledSource source, DesiredState order) {
    Decided decided = decide(source, order);
    SourceStep step = decided.step();
    SourceFacts facts = decided.facts();
    SourceFacts failed = step.afterFailure(facts);
    int free = ModelledStream.FREE;
    List<ModelledMove> moves = new ArrayList<>();
    try {
      SourceFacts known = step.perform(decided.context(), facts);
      ModelledSource after = decided.databases().source();
      moves.add(move(step.name(), after, known, false, free));
      if (failed != facts) {
        moves.add(move(step + " without answer", after, failed, true, free));
        moves.add(move(step + " fails", source, failed, true, free));
      }
    } catch (TributaryException e) {
      moves.add(move(step + " refused", source, failed, false, free));
    }
    return moves;
  }

  private Decided decide(ModelledSource source, DesiredState order) {
    DesiredState desired = StreamGoal.of(order, stream());
    SourceFacts facts = seen(source, desired);
    SourceStep step = new SourceDecision(desired, facts, stream()).next();
    ModelledDatabases databases = new ModelledDatabases(out, source);
    StepContext context = context(desired, databases.driver(direction));
    boolean lost = source.stream(direction).lost();
    while (unseen(step, desired) && !(lost && step == SourceStep.START_APPLY)) {
      facts = beside(source, step.perform(context, facts), desired);
      step = new SourceDecision(desired, facts, stream()).next();
    }
    return new Decided(step, facts, databases, context);
  }

  /** What a source does that begins anew is seen, each step of it. */
  private boolean unseen(SourceStep step, DesiredState desired) {
    boolean anew = ANEW.contains(step) && desired.restart(stream()) > 0;
    return UNSEEN.contains(step) && !anew;
  }

  private record Decided(
      SourceStep step, SourceFacts facts, ModelledDatabases databases, StepContext context) {}

  private ModelledMove move(
      String what, ModelledSource next, SourceFacts facts, boolean fault, int busy) {
    ModelledStream moved = next.stream(direction);
    return new ModelledMove(
        direction + " " + what, next.with(direction, moved.knowing(busy, facts)), fault);
  }

  private SourceFacts seen(ModelledSource source, DesiredState desired) {
    return beside(source, source.stream(direction).facts(), desired).under(desired);
  }

  private ApplyStatus status(ModelledSource source, StreamProgress progress) {
    String passed = source.stream(direction).passed();
    boolean lost = source.stream(direction).lost();
    boolean copied = direction == Direction.BACK || source.start().rows();
    return new ApplyStatus(
        !lost, copied, copied, progress, passed, lost ? LOST : null, null, List.of());
  }

  private SourceFacts beside(ModelledSource source, SourceFacts facts, DesiredState desired) {
    Direction other = direction == Direction.OUT ? Direction.BACK : Direction.OUT;
    // How far behind the stream is changes how long a step takes, and nothing that is decided on.
    return facts
        .with(status(source, CAUGHT_UP))
        .with(SourceFact.CAUGHT_UP, true)
        .beside(Optional.of(source.stream(other).facts()), desired, stream());
  }

  private StepContext context(DesiredState desired, SourceDriver driver) {
    return new StepContext(desired, out, driver, STREAMS, took -> {}, () -> true, clock());
  }

  private UnwantedFence unwanted() {
    return new UnwantedFence(stream(), Duration.ZERO, clock());
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }
}
