package io.tributary.cdc.source.converted;

import io.tributary.cdc.source.FenceError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.MovingSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a fence waits for the writers of a file, and what it says when it is not raised.
 *
 * @param moving the source, whose writers go on as before
 * @param file how the file is called for people
 */
public record FileFenceErrors(MovingSource moving, String file) {

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
    return (int)
        Math.max(1, Math.min(left, moving.migration().cutover().openTransactionsWaitMillis()));
  }

  /** A writer did not end in so many milliseconds. */
  public TributaryException busy(int waited, Exception cause) {
    boolean atDeadline = waited < moving.migration().cutover().openTransactionsWaitMillis();
    return notFenced(
        atDeadline ? FenceError.DEADLINE : FenceError.OPEN_TRANSACTIONS,
        "for %d ms a transaction that writes was open on %s. SQLite does not say whose, and it cannot be ended from here; end it, or raise %s"
            .formatted(
                waited,
                file,
                atDeadline
                    ? "`cutover.time-limit-millis`"
                    : "`cutover.open-transactions-wait-millis`"),
        cause);
  }

  /** The fence is not raised, for this reason. */
  public TributaryException notFenced(FenceError error, String why, @Nullable Exception cause) {
    return new TributaryException(
        error,
        "Source %s is not fenced and goes on as before: %s, and cut over again."
            .formatted(moving.source().name(), why),
        moving.fields(),
        cause);
  }
}
