package io.tributary.cdc.converted;

import io.tributary.cdc.fence.FenceError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How long a fence waits for the writers of a file, and what it says when it is not raised.
 *
 * @param migration the migration
 * @param source the source, whose writers go on as before
 * @param file how the file is called for people
 */
public record FileFenceErrors(Migration migration, Source source, String file) {

  /**
   * The patience of the file, at most until the deadline; in milliseconds.
   *
   * @throws TributaryException {@link FenceError#DEADLINE}
   */
  public int patience(Instant now, Instant deadline) {
    long left = Duration.between(now, deadline).toMillis();
    if (left <= 0) {
      throw notFenced(FenceError.DEADLINE, "the cutover's time limit has passed", null);
    }
    return (int) Math.max(1, Math.min(left, migration.cutover().openTransactionsWaitMillis()));
  }

  /** A writer did not end in so many milliseconds. */
  public TributaryException busy(int waited, Exception cause) {
    boolean atDeadline = waited < migration.cutover().openTransactionsWaitMillis();
    return notFenced(
        atDeadline ? FenceError.DEADLINE : FenceError.OPEN_TRANSACTIONS,
        "for %d ms a transaction that writes was open on %s. SQLite does not say whose, and it cannot be ended from here; end it, or raise %s"
            .formatted(
                waited,
                file,
                atDeadline ? "cutover.timeLimitMillis" : "cutover.openTransactionsWaitMillis"),
        cause);
  }

  /** The fence is not raised, for this reason. */
  public TributaryException notFenced(FenceError error, String why, Exception cause) {
    return new TributaryException(
        error,
        "Source %s is not fenced and goes on as before: %s, and cut over again."
            .formatted(source.name(), why),
        Map.of("migration", migration.name(), "source", source.name()),
        cause);
  }
}
