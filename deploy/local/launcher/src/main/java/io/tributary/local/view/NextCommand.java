package io.tributary.local.view;

import io.tributary.common.observed.SourcePhase;
import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SourceAnswer;
import io.tributary.local.client.ValidationAnswer;
import java.util.Optional;

/** The command that is sensible next, by a status. Pure. */
final class NextCommand {
  private NextCommand() {}

  static String after(MigrationAnswer answer) {
    return "./tributary " + words(answer).formatted(answer.name());
  }

  private static String words(MigrationAnswer answer) {
    return switch (answer.state()) {
      case "Created" ->
          answer.error() == null && answer.failedChecks().isEmpty() ? "start %s" : "check %s";
      case "Replicating" -> replicating(answer);
      case "Paused" -> "resume %s";
      case "Switched" -> switched(answer);
      case "Completed" -> "report %s";
      case "Aborted" -> "history %s";
      default -> "status %s -w";
    };
  }

  private static String replicating(MigrationAnswer answer) {
    if (answer.sources().stream().anyMatch(s -> s.phase() == SourcePhase.STOPPED)) {
      return "resume %s";
    }
    if (answer.sources().stream().anyMatch(NextCommand::different)) {
      return "differences %s";
    }
    boolean ready = answer.sources().stream().allMatch(NextCommand::verified);
    if (!ready) {
      return "status %s -w";
    }
    return answer.rehearsal() == null || answer.rehearsal().error() != null
        ? "rehearse %s"
        : "cutover %s";
  }

  /** Completing gives the way back up, so it is never the first that is proposed. */
  private static String switched(MigrationAnswer answer) {
    return answer.rollback() == null ? "complete %s" : "report %s";
  }

  private static boolean different(SourceAnswer source) {
    return validation(source).filter(found -> found.different() > 0).isPresent();
  }

  private static boolean verified(SourceAnswer source) {
    return source.phase() == SourcePhase.STREAMING
        && validation(source)
            .filter(found -> found.passes() > 0 && found.verified() == found.tables())
            .isPresent();
  }

  private static Optional<ValidationAnswer> validation(SourceAnswer source) {
    return Optional.ofNullable(source.validation());
  }
}
