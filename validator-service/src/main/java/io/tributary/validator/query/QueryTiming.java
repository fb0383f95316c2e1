package io.tributary.validator.query;

import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.QuerySide;
import io.tributary.common.observed.QueryTrial;
import io.tributary.common.plan.query.QueryLimits;
import io.tributary.common.plan.query.TimedQuery;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.source.end.WatchedSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Times the queries of one source for one rehearsal, both sides in turns, so that what else the
 * machines do meets both. Nothing is tried again: what failed is told. {@link #stop} may come from
 * any thread.
 */
public final class QueryTiming implements Runnable {
  private static final Logger LOG = Logger.getLogger(QueryTiming.class);
  private static final int COUNTED_RUNS = 5;
  private static final long POLL_MILLIS = 50;

  /** One query at a time in this process, because two would slow each other down. */
  private static final Semaphore TURN = new Semaphore(1, true);

  private final WatchedSource watched;
  private final String rehearsalId;
  private final QueryEnds ends;
  private final Runnable changed;
  private final List<QueryTrial> trials = new CopyOnWriteArrayList<>();
  private final List<QueryEnd> open = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;

  /**
   * One to be run on a thread of its own.
   *
   * @param changed called behind each query
   */
  public QueryTiming(
      WatchedSource watched, RunContext context, String rehearsalId, Runnable changed) {
    this.watched = watched;
    this.rehearsalId = rehearsalId;
    this.ends = new QueryEnds(watched, context);
    this.changed = changed;
  }

  /** For which rehearsal. */
  public String rehearsalId() {
    return rehearsalId;
  }

  /** What was found so far. */
  public List<QueryTrial> trials() {
    return List.copyOf(trials);
  }

  @Override
  public void run() {
    for (TimedQuery query : watched.migration().queriesOf(watched.plan().name())) {
      if (!stopped) {
        trial(query);
      }
    }
  }

  private void trial(TimedQuery query) {
    @Nullable QueryTrial found = inTurn(query);
    if (found != null && !stopped) {
      trials.add(found);
      LOG.infof(
          "query timed migration=%s source=%s query=%s ratio=%s error=%s",
          watched.migration().name(),
          query.source(),
          query.name(),
          found.ratio(),
          found.error() == null ? "-" : found.error().code());
      changed.run();
    }
  }

  private @Nullable QueryTrial inTurn(TimedQuery query) {
    boolean mine = false;
    try {
      while (!stopped && !mine) {
        mine = TURN.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
      }
      return mine ? timed(query) : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      if (mine) {
        TURN.release();
      }
    }
  }

  private QueryTrial timed(TimedQuery query) {
    QueryLimits limits = watched.migration().cutover().queryLimits();
    try (QueryEnd source = kept(ends.source(query));
        QueryEnd target = kept(ends.target(query))) {
      source.warmUp();
      target.warmUp();
      List<QueryRun> here = new ArrayList<>();
      List<QueryRun> there = new ArrayList<>();
      for (int i = 0; i < COUNTED_RUNS; i++) {
        here.add(source.run());
        there.add(target.run());
      }
      return QueryTrial.timed(query, limits, side(here), side(there));
    } catch (TributaryException e) {
      return QueryTrial.failed(query, limits, e.report());
    } finally {
      open.clear();
    }
  }

  private QueryEnd kept(QueryEnd end) {
    open.add(end);
    if (stopped) {
      end.abort();
    }
    return end;
  }

  private static QuerySide side(List<QueryRun> runs) {
    return QuerySide.of(
        runs.stream().map(QueryRun::micros).toList(), runs.get(runs.size() - 1).rows());
  }

  /** Ends it; a running query is broken off. */
  public void stop() {
    stopped = true;
    open.forEach(QueryEnd::abort);
  }
}
