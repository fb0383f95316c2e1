package io.tributary.orchestrator.state;

import io.tributary.common.error.ErrorReport;
import io.tributary.orchestrator.gate.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What follows from one event.
 *
 * @param next the state afterwards; the same state when nothing changes
 * @param commands to be performed, in order, once the state is stored
 * @param reply to the order, empty when the event was no order
 */
public record Decision(MigrationState next, List<Command> commands, Optional<Reply> reply) {

  public Decision {
    commands = List.copyOf(commands);
  }

  static Decision stay(MigrationState state) {
    return new Decision(state, List.of(), Optional.empty());
  }

  static Decision to(MigrationState next, List<Command> commands) {
    return new Decision(next, commands, Optional.empty());
  }

  static Decision accept(MigrationState next) {
    return to(next, List.of()).accepted(null);
  }

  static Decision refuse(MigrationState state, ErrorReport error, List<Finding> findings) {
    return new Decision(state, List.of(), Optional.of(new Reply.Refused(error, findings)));
  }

  Decision accepted(String cutoverId) {
    return new Decision(next, commands, Optional.of(new Reply.Accepted(cutoverId)));
  }
}
