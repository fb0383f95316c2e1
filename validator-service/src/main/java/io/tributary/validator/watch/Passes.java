package io.tributary.validator.watch;

import io.tributary.common.error.TributaryException;
import io.tributary.common.event.TableVerdict;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.compare.Together;
import io.tributary.validator.database.Session;
import io.tributary.validator.source.SourceEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Pass after pass over all tables of one source, with a rest in between that is at least as long as
 * the pass took, so that validation never takes more than half of a database's time.
 */
final class Passes extends Run {
  private static final Logger LOG = Logger.getLogger(Passes.class);
  private static final long READY_POLL_MILLIS = 200;
  private static final long REST_POLL_MILLIS = 20;
  private static final Duration PUBLISH_EVERY = Duration.ofSeconds(1);
  private static final int PUBLISH_TABLES = 500;

  private final Verdicts verdicts;
  private final Runnable publish;
  private final VerdictNames names;
  private final Together together;
  private volatile boolean recheck;
  private volatile long finished;
  private Instant published = Instant.EPOCH;

  /**
   * Passes to be run on a thread of their own.
   *
   * @param verdicts where the verdicts are kept
   * @param publish publishes the latest verdicts of the source
   */
  Passes(
      Migration migration,
      Source plan,
      Surroundings surroundings,
      Verdicts verdicts,
      Runnable publish) {
    super(migration, plan, surroundings);
    this.verdicts = verdicts;
    this.publish = publish;
    this.names = new VerdictNames(stream, surroundings.clock());
    this.together = new Together(surroundings.executor());
  }

  /** Passes finished so far. */
  long finished() {
    return finished;
  }

  /** Starts the next pass without further rest. */
  void recheck() {
    recheck = true;
  }

  @Override
  long retryMillis() {
    return 2_000;
  }

  @Override
  void work(SourceEnd source, Session target) {
    awaitReady(target);
    while (!stopped()) {
      recheck = false;
      long started = System.nanoTime();
      pass(source, target);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
      finished++;
      publish.run();
      surroundings.reports().pass(stream.migration(), stream.source(), millis);
      LOG.debugf(
          "pass finished migration=%s source=%s millis=%d",
          stream.migration(), stream.source(), millis);
      rest(Math.max(millis, migration.validation().pauseBetweenPassesMillis()));
    }
  }

  private void awaitReady(Session target) {
    while (target.read(c -> Preparations.ready(c, stream)).isEmpty()) {
      pause(READY_POLL_MILLIS);
    }
  }

  private void pass(SourceEnd source, Session target) {
    TableMap tables = source.tables(target, together);
    verdicts.retain(tables.targets().keySet());
    Map<String, Long> quarantined = target.read(names::quarantined);
    TableComparison comparison =
        new TableComparison(stream, source, target, together, surroundings.limits(), this::stopped);
    for (TableName table : tables.targets().keySet()) {
      pause(0);
      Instant started = surroundings.clock().instant();
      TableComparison.Compared compared = compare(comparison, tables, table, source, target);
      TableVerdict verdict = names.verdict(tables, table, compared.outcome(), quarantined, started);
      keep(tables, table, verdict, compared);
    }
  }

  private void keep(
      TableMap tables, TableName table, TableVerdict verdict, TableComparison.Compared compared) {
    pause(0);
    verdicts.put(table, verdict, compared.coversUpTo());
    surroundings.reports().table(verdict);
    // All verdicts are in one record: with thousands of tables it is large, and so comes less
    // often.
    Duration every = PUBLISH_EVERY.multipliedBy(1 + tables.targets().size() / PUBLISH_TABLES);
    if (Duration.between(published, surroundings.clock().instant()).compareTo(every) > 0) {
      publish.run();
      published = surroundings.clock().instant();
    }
  }

  private TableComparison.Compared compare(
      TableComparison comparison,
      TableMap tables,
      TableName table,
      SourceEnd source,
      Session target) {
    TributaryException error = tables.errors().get(table);
    if (error == null) {
      try {
        return comparison.compare(
            tables, tables.pairs().get(table), migration.validation().rowsPerChunk());
      } catch (TributaryException e) {
        if (stopped() || !source.alive() || !target.alive()) {
          throw e;
        }
        error = e;
      }
    }
    LOG.warnf(
        "table not comparable migration=%s source=%s table=%s code=%s cause=%s",
        stream.migration(),
        stream.source(),
        table.display(),
        error.report().code(),
        error.getMessage());
    surroundings.reports().failed(stream.migration(), stream.source(), error.report());
    return new TableComparison.Compared(Outcome.failed(), 0);
  }

  private void rest(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!recheck && System.nanoTime() < until) {
      pause(REST_POLL_MILLIS);
    }
  }
}
