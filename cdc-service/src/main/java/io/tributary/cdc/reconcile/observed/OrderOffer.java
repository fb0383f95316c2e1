package io.tributary.cdc.reconcile.observed;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Makes the orders that an error names fit its stream and the moment, because who makes an error
 * often knows neither: the names of migration and source are filled in, and behind the cutover,
 * where that is refused, no source is begun anew. Pure.
 *
 * @param goal what is asked of the stream now
 */
public record OrderOffer(StreamId stream, MigrationGoal goal) {
  private static final String SENTENCES = "(?<=\\.) (?=\\S)";

  /** The same error with an offer that holds. */
  public ErrorReport fitting(ErrorReport error) {
    String named = named(error.message());
    String message = offers(named) && refused() ? without(named) : named;
    return message.equals(error.message())
        ? error
        : new ErrorReport(error.code(), error.type(), error.retryable(), message, error.fields());
  }

  private String named(String message) {
    String migration = " " + stream.migration();
    return message
        .replace(StreamId.RESTART_COMMAND, stream.restartCommand())
        .replace(" NAME --source SOURCE`", migration + " --source " + stream.source() + "`")
        .replace(" NAME`", migration + "`");
  }

  /** Whether a text names an order that is refused behind the cutover. */
  private boolean offers(String text) {
    return text.contains(stream.restartCommand()) || text.contains(stream.addTablesCommand());
  }

  private String without(String message) {
    String rest =
        Arrays.stream(message.split(SENTENCES))
            .filter(sentence -> !offers(sentence))
            .collect(Collectors.joining(" "));
    return "%s Applications write at the target now, and no source begins anew behind the cutover; if there is no other cure, type `./tributary complete %s`, which gives the way back up."
        .formatted(rest, stream.migration())
        .strip();
  }

  /** Whether applications write at the target, or are about to. */
  private boolean refused() {
    return switch (goal) {
      case IDLE, PREFLIGHT, PAUSE, ABORT -> false;
      // Where one side is written to, the other one's stream stands by.
      case STAND_BY -> !stream.goesBack();
      case REPLICATE, REHEARSE, FENCE, VERIFY -> stream.goesBack();
      case OPEN, SWITCHED, COMPLETE, WITHDRAW -> true;
    };
  }
}
