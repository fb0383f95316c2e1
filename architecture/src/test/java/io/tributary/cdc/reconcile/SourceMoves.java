package io.tributary.cdc.reconcile;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.StreamGoal;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that may happen to one source next, whatever happens to others.
 *
 * @param out the source as it moves out
 * @param other the one that is never ordered to begin anew, as it moves out
 * @param orders the desired states by their numbers
 * @param now the moment of everything
 * @param losing whether a stream may be lost for good, which is a fault
 */
public record SourceMoves(
    MovingSource out,
    MovingSource other,
    IntFunction<DesiredState> orders,
    Instant now,
    boolean losing) {

  /**
   * A source that replicates, and has never been cut over.
   *
   * @param named whether it may be ordered to begin anew
   */
  public ModelledSource start(int heard, boolean named) {
    ModelledStream nothing =
        new ModelledStream(
            List.of(),
            null,
            ModelledStream.FREE,
            SourceFacts.unknown(),
            null,
            null,
            null,
            null,
            false);
    ModelledSource source =
        new ModelledSource(
            new ModelledSide(null, true, false),
            new ModelledSide(null, false, true),
            nothing,
            nothing,
            null,
            ModelledStart.first(named));
    for (Direction direction : List.of(Direction.OUT, Direction.BACK, Direction.OUT)) {
      source = loop(source, direction).finish(source, orders.apply(heard)).get(0).next();
    }
    return reported(reported(source, Direction.OUT, heard), Direction.BACK, heard);
  }

  ModelledSource reported(ModelledSource source, Direction direction, int heard) {
    ModelledStream stream = source.stream(direction);
    return source.with(
        direction, stream.reporting(loop(source, direction).report(source, orders.apply(heard))));
  }

  /**
   * What may happen next.
   *
   * @param heard number of the order that the cdc-service knows, negative without one
   * @param topic number of the one that the topic holds
   */
  public List<ModelledMove> next(ModelledSource source, int heard, int topic) {
    List<ModelledMove> moves = new ArrayList<>();
    begin(source, orders.apply(topic), moves);
    for (Direction direction : Direction.values()) {
      ModelledStream stream = source.stream(direction);
      validate(source, direction, orders.apply(topic), moves);
      if (losing && !stream.lost()) {
        moves.add(
            new ModelledMove(
                direction + " is lost for good", source.with(direction, stream.losing()), true));
      }
      if (!stream.pending().isEmpty() && !stream.lost()) {
        moves.add(
            new ModelledMove(
                direction + " applies", source.with(direction, stream.applied()), false));
      }
      if (stream.busy() != ModelledStream.FREE) {
        loop(source, direction).finish(source, orders.apply(stream.busy())).stream()
            .map(move -> move.from(source, stream.busy()))
            .forEach(moves::add);
      } else if (heard >= 0) {
        moves.add(loop(source, direction).begin(source, orders.apply(heard), heard));
        moves.add(
            new ModelledMove(direction + " reports", reported(source, direction, heard), false));
      }
    }
    moves.removeIf(move -> move.next().equals(source));
    moves.forEach(move -> StepChecks.state(move.next()));
    return moves;
  }

  /** What comes behind an order to begin anew: the rows, and the validator's look at them. */
  private void begin(ModelledSource source, DesiredState order, List<ModelledMove> moves) {
    ModelledStart start = source.start();
    long restart = start.named() ? order.restart(out.stream()) : 0;
    if (!start.rows() && start.captured() && source.out().facts().is(SourceFact.APPLYING)) {
      moves.add(new ModelledMove("OUT is copied", source.begun(start.copied(true)), false));
    }
    boolean looks = order.goal() == MigrationGoal.REPLICATE && order.direction() == Direction.OUT;
    if (looks && start.rows() && start.note() >= restart && start.compared() < restart) {
      moves.add(
          new ModelledMove("OUT is compared", source.begun(start.comparedSince(restart)), false));
    }
  }

  /** The cdc-service is killed; another process begins. */
  public ModelledSource crash(ModelledSource source) {
    return forgetting(forgetting(source, Direction.OUT), Direction.BACK);
  }

  private static ModelledSource forgetting(ModelledSource source, Direction direction) {
    return source.with(
        direction, source.stream(direction).knowing(ModelledStream.FREE, SourceFacts.unknown()));
  }

  /** The same source without what nobody can tell any more. */
  public ModelledSource forgetting(
      ModelledSource source,
      int heard,
      long generation,
      @Nullable String cutover,
      boolean running) {
    return new Forgetting(this, heard, generation, cutover, running).of(source);
  }

  private void validate(
      ModelledSource source, Direction direction, DesiredState order, List<ModelledMove> moves) {
    ModelledStream stream = source.stream(direction);
    StreamId id = direction == Direction.OUT ? out.stream() : out.stream().opposite();
    DesiredState desired = StreamGoal.of(order, id);
    String cutover = desired.cutoverId();
    if (cutover == null) {
      return;
    }
    switch (desired.goal()) {
      case REHEARSE ->
          moves.add(
              new ModelledMove(
                  direction + " rehearses comparing",
                  source.with(direction, stream.rehearsedFor(cutover)),
                  false));
      case FENCE, VERIFY -> {
        String passed = stream.passed();
        boolean drained = passed != null && passed.startsWith(cutover + "/");
        if (drained && !cutover.equals(stream.verified())) {
          moves.add(
              new ModelledMove(
                  direction + " verifies",
                  source.with(direction, stream.verifiedFor(cutover, passed)),
                  false));
        }
      }
      case IDLE,
          PREFLIGHT,
          REPLICATE,
          PAUSE,
          OPEN,
          SWITCHED,
          COMPLETE,
          ABORT,
          STAND_BY,
          WITHDRAW -> {
        // Nothing is compared for a cutover.
      }
    }
  }

  private LoopMoves loop(ModelledSource source, Direction direction) {
    return new LoopMoves(source.start().named() ? out : other, direction, now);
  }
}
