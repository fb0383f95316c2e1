package io.tributary.orchestrator.state;

import io.tributary.common.desired.RestartKey;
import io.tributary.common.error.ErrorCode;
import io.tributary.orchestrator.gate.GateFinding;
import io.tributary.orchestrator.order.OrderReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows from one event.
 *
 * @param next the state afterwards; the same state when nothing changes
 * @param commands to be performed, in order, once the state is stored
 * @param reply to the order, empty when the event was no order
 * @param anew whether what the state asks of the other services is asked anew, although it is the
 *     same
 * @param restarted the source that is to begin anew, or the {@link RestartKey}s of tables, if any
 *     are; what is asked is then asked anew
 */
public record StateDecision(
    MigrationState next,
    List<MigrationCommand> commands,
    Optional<OrderReply> reply,
    boolean anew,
    List<String> restarted) {

  public StateDecision {
    commands = List.copyOf(commands);
    restarted = List.copyOf(restarted);
  }

  /** What follows, with nothing asked anew. */
  public StateDecision(
      MigrationState next, List<MigrationCommand> commands, Optional<OrderReply> reply) {
    this(next, commands, reply, false, List.of());
  }

  static StateDecision stay(MigrationState state) {
    return new StateDecision(state, List.of(), Optional.empty());
  }

  static StateDecision to(MigrationState next, List<MigrationCommand> commands) {
    return new StateDecision(next, commands, Optional.empty());
  }

  /** What follows; what it asks of the other services is asked anew. */
  static StateDecision anew(MigrationState next) {
    return new StateDecision(next, List.of(), Optional.empty(), true, List.of());
  }

  static StateDecision accept(MigrationState next) {
    return to(next, List.of()).accepted(null);
  }

  /** Stays, and has the other services try again what they have stopped at for good. */
  static StateDecision again(MigrationState state) {
    return new StateDecision(
        state, List.of(), Optional.of(new OrderReply.Accepted(null)), true, List.of());
  }

  /** Accepts that a source begins anew, or tables of it; the others go on. */
  static StateDecision restart(MigrationState next, List<String> keys) {
    return new StateDecision(
        next, List.of(), Optional.of(new OrderReply.Accepted(null)), true, keys);
  }

  static StateDecision refuse(
      MigrationState state, ErrorCode code, String message, Map<String, String> fields) {
    return new StateDecision(
        state, List.of(), Optional.of(OrderReply.Refused.of(code, message, fields)));
  }

  static StateDecision refuse(
      MigrationState state, ErrorCode code, String message, List<GateFinding> findings) {
    OrderReply.Refused because = OrderReply.Refused.of(code, message, Map.of());
    return new StateDecision(state, List.of(), Optional.of(because.with(findings)));
  }

  StateDecision accepted(@Nullable String cutoverId) {
    return replied(new OrderReply.Accepted(cutoverId));
  }

  StateDecision replied(OrderReply answer) {
    return new StateDecision(next, commands, Optional.of(answer), anew, restarted);
  }
}
