package io.tributary.database;

import io.tributary.common.model.DatabaseAddress;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/**
 * Makes the calls of one session to its server: turns their failures into those of the session's
 * service, and knows for how long the call in hand has waited. Not thread-safe, except {@link
 * #waitLongerThan}.
 */
final class SessionCalls {
  private final DatabaseAddress place;
  private final FailureMapping failures;

  /** When the call began that waits for the server, in nanoseconds; 0 while none does. */
  private volatile long waitingSince;

  /** Whether the driver's connection is in other hands, whose waiting does not show. */
  private volatile boolean lent;

  SessionCalls(DatabaseAddress place, FailureMapping failures) {
    this.place = place;
    this.failures = failures;
  }

  /** A call of Jdbi or of the driver. */
  interface Call<T> {
    T run() throws SQLException;
  }

  /** Makes a call; calls may be made within its work. */
  <T> T make(Call<T> call) {
    long outer = waitingSince;
    waitingSince = System.nanoTime();
    try {
      return call.run();
    } catch (SQLException e) {
      throw failure(e);
    } catch (JdbiException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException sql) {
          throw failure(sql);
        }
      }
      throw e;
    } finally {
      // Back in the work of an outer call nothing is waited for.
      waitingSince = outer == 0 ? 0 : System.nanoTime();
    }
  }

  /** The connection is used past this object from now on. */
  void lend() {
    lent = true;
  }

  /** Whether a call has waited for the server for so long, as far as that can be seen. */
  boolean waitLongerThan(long nanos) {
    long since = waitingSince;
    return lent || (since != 0 && System.nanoTime() - since > nanos);
  }

  /** What a failure of the driver means to the operator. */
  DatabaseFailure failure(SQLException failure) {
    return failures.of(place, failure);
  }
}
