package io.tributary.common.observed;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.query.QueryLimits;
import io.tributary.common.plan.query.TimedQuery;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal found of a query of the migration file.
 *
 * @param name the query's
 * @param source whose query it is
 * @param atSource null where it was not timed
 * @param atTarget null where it was not timed
 * @param ratio the median at the target, divided by that at the source; null where one is missing
 * @param maxRatio how high that may be
 * @param error why it was not timed; null where it was
 */
public record QueryTrial(
    String name,
    String source,
    @Nullable QuerySide atSource,
    @Nullable QuerySide atTarget,
    @Nullable Double ratio,
    double maxRatio,
    @Nullable ErrorReport error) {

  /** One that was timed at both sides. */
  public static QueryTrial timed(
      TimedQuery query, QueryLimits limits, QuerySide atSource, QuerySide atTarget) {
    double ratio = (double) atTarget.medianMicros() / atSource.medianMicros();
    return new QueryTrial(
        query.name(), query.source(), atSource, atTarget, ratio, limits.maxRatio(), null);
  }

  /** One that was not timed. */
  public static QueryTrial failed(TimedQuery query, QueryLimits limits, ErrorReport why) {
    return new QueryTrial(query.name(), query.source(), null, null, null, limits.maxRatio(), why);
  }

  /** Whether it was timed, and the target is fast enough by the limit of then. */
  public boolean within() {
    return within(maxRatio);
  }

  /** The same by another limit. */
  public boolean within(double limit) {
    return error == null && ratio != null && ratio <= limit;
  }

  /** Whether both sides answered as many rows; true where it was not timed. */
  public boolean sameRows() {
    return atSource == null || atTarget == null || atSource.rows() == atTarget.rows();
  }

  /** What was found, in words, with what is wrong by the limit of then. */
  public String inWords() {
    return inWords(maxRatio);
  }

  /** The same by another limit. */
  public String inWords(double limit) {
    if (error != null) {
      return "Query %s of source %s was not timed: %s (%s)"
          .formatted(name, source, error.message(), error.code());
    }
    return timed()
        .map(
            times ->
                "%s%s%s"
                    .formatted(
                        times,
                        within(limit)
                            ? "."
                            : String.format(
                                Locale.ROOT,
                                "; at most %s is allowed (cutover.queries-max-ratio). Compare the plans of both sides (EXPLAIN ANALYZE), such as for an index or statistics that the target lacks, and type `./tributary rehearse NAME` again.",
                                limit),
                        otherRows()))
        .orElse("Query %s of source %s was not timed.".formatted(name, source));
  }

  private Optional<String> timed() {
    QuerySide here = atSource;
    QuerySide there = atTarget;
    return here == null || there == null || ratio == null
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Query %s of source %s takes %.3f ms at the source and %.3f ms at the target, %.2f times as long",
                name,
                source,
                here.medianMicros() / 1000.0,
                there.medianMicros() / 1000.0,
                ratio));
  }

  private String otherRows() {
    QuerySide here = atSource;
    QuerySide there = atTarget;
    return here == null || there == null || sameRows()
        ? ""
        : " It answers %d rows at the source and %d at the target: either they ask different things, or rows changed between the two."
            .formatted(here.rows(), there.rows());
  }
}
