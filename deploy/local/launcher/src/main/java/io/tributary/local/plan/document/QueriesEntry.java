package io.tributary.local.plan.document;

import io.tributary.common.plan.query.TimedQuery;
import java.util.List;

/**
 * Queries that a rehearsal times at both sides.
 *
 * @param maxRatio how many times as long the target may take
 * @param whenSlower what happens otherwise: {@code warn} or {@code close-gate}
 */
public record QueriesEntry(double maxRatio, String whenSlower, List<QueryEntry> queries)
    implements PlanEntry {
  /** Copies what it is given. */
  public QueriesEntry {
    queries = List.copyOf(queries);
  }

  /** One query with its text at each side. */
  public record QueryEntry(String name, String source, String atSource, String atTarget) {
    /** Of a query of the file. */
    public static QueryEntry of(TimedQuery query) {
      return new QueryEntry(query.name(), query.source(), query.atSource(), query.atTarget());
    }
  }
}
