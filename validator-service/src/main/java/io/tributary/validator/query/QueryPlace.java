package io.tributary.validator.query;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.query.TimedQuery;
import io.tributary.validator.ValidatorError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a query is run, for messages.
 *
 * @param side at-source or at-target, as the migration file calls the query's SQL there
 * @param place such as the address and the role
 * @param limitMillis how long a run may take
 */
record QueryPlace(TimedQuery query, String side, String place, long limitMillis) {

  TributaryException failed(String reason, @Nullable Throwable cause) {
    return because(
        ValidatorError.QUERY,
        "At %s it failed: %s. Mend %s of the query in the migration file, or give the role the right that it lacks, and type `./tributary rehearse NAME` again."
            .formatted(place, reason, side),
        cause);
  }

  TributaryException overdue(@Nullable Throwable cause) {
    return because(
        ValidatorError.QUERY_OVERDUE,
        "At %s it took longer than %d ms (cutover.queries-time-limit-millis) and was broken off. Make it quicker there, or raise the limit, and type `./tributary rehearse NAME` again."
            .formatted(place, limitMillis),
        cause);
  }

  TributaryException tooLarge(long rows, long mebibytes) {
    return because(
        ValidatorError.QUERY_RESULT,
        "At %s it answers more than %d rows or %d MiB, which are not fetched for a measurement. Ask for fewer in %s, as the application does, and type `./tributary rehearse NAME` again."
            .formatted(place, rows, mebibytes, side),
        null);
  }

  private TributaryException because(
      ValidatorError code, String message, @Nullable Throwable cause) {
    return new TributaryException(
        code,
        message,
        Map.of("query", query.name(), "source", query.source(), "side", side),
        cause);
  }
}
