package io.tributary.cdc.pooler;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a failure at an admin console means to the operator. Pure. */
final class ConsoleFailure {
  private ConsoleFailure() {}

  static TributaryException silent(DatabaseAddress place, Duration limit) {
    return of(
        PoolerError.UNREACHABLE,
        place,
        "The admin console at %s did not answer within %d ms. Check the pooler and the network."
            .formatted(place.display(), limit.toMillis()),
        null);
  }

  static TributaryException unreachable(DatabaseAddress place, Throwable cause) {
    return of(
        PoolerError.UNREACHABLE,
        place,
        "No connection to the admin console at %s: %s. Check that the pooler runs, and its address under admin."
            .formatted(place.display(), cause.getMessage()),
        cause);
  }

  /** What the pooler itself has said. */
  static TributaryException answered(DatabaseAddress place, PgException answer) {
    String said = String.valueOf(answer.getErrorMessage());
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("admin access needed")) {
      return of(
          PoolerError.NOT_ADMIN,
          place,
          "User %s of the admin console at %s may neither pause nor reload. Add it to admin_users of the pooler, and reload that."
              .formatted(place.user(), place.display()),
          answer);
    }
    if (lower.contains("no such database")) {
      return of(
          PoolerError.DATABASE,
          place,
          "The pooler at %s says: %s. Correct the name under databases, or add its entry to the file that the pooler includes."
              .formatted(place.display(), said),
          answer);
    }
    boolean login =
        lower.contains("auth") || lower.contains("password") || lower.contains("not allowed");
    return of(
        login ? PoolerError.LOGIN : PoolerError.REFUSED,
        place,
        login
            ? "The pooler refused the login of user %s to its admin console at %s: %s. Check user and password under admin."
                .formatted(place.user(), place.display(), said)
            : "The pooler at %s refused a command: %s.".formatted(place.display(), said),
        answer);
  }

  private static TributaryException of(
      PoolerError code, DatabaseAddress place, String message, @Nullable Throwable cause) {
    return new TributaryException(
        code, message, Map.of("pooler", place.display(), "user", place.user()), cause);
  }
}
