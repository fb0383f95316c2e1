package io.tributary.validator.watch;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.validator.database.Session;
import io.tributary.validator.source.SourceEnd;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Work on one source over a session to each end, tried again after failures until stopped. {@link
 * #stop} may come from any thread, breaks running statements off and does not wait.
 */
abstract class Run implements Runnable {
  private static final Logger LOG = Logger.getLogger(Run.class);

  final Migration migration;
  final Source plan;
  final StreamId stream;
  final Surroundings surroundings;
  private volatile boolean stopped;
  private volatile SourceEnd source;
  private volatile Session target;

  Run(Migration migration, Source plan, Surroundings surroundings) {
    this.migration = migration;
    this.plan = plan;
    this.stream = new StreamId(migration.name(), plan.name());
    this.surroundings = surroundings;
  }

  /** Works until done; a {@link TributaryException} makes it be called anew with new sessions. */
  abstract void work(SourceEnd ofSource, Session ofTarget);

  /** Rest before the next attempt after a failure. */
  abstract long retryMillis();

  /** Lets go of what {@link #work} kept from attempt to attempt. */
  void over() {}

  @Override
  public final void run() {
    try {
      attempts();
    } finally {
      over();
    }
  }

  private void attempts() {
    while (!stopped) {
      try {
        source = SourceEnds.open(surroundings, migration, plan);
        target = surroundings.sessions().open(migration.target().connection());
        work(source, target);
        return;
      } catch (CancellationException e) {
        LOG.debugf("stopped migration=%s source=%s", stream.migration(), stream.source());
        return;
      } catch (TributaryException e) {
        failed(e);
      } catch (RuntimeException e) {
        if (!stopped) {
          LOG.errorf(e, "run failed migration=%s source=%s", stream.migration(), stream.source());
        }
      } finally {
        if (source != null) {
          source.close();
        }
        if (target != null) {
          target.close();
        }
      }
      rest(retryMillis());
    }
  }

  private void failed(TributaryException e) {
    if (!stopped) {
      LOG.warnf(
          "run failed migration=%s source=%s code=%s cause=%s",
          stream.migration(), stream.source(), e.report().code(), e.getMessage());
      surroundings.reports().failed(stream.migration(), stream.source(), e.report());
    }
  }

  /** Whether somebody wants this to end. */
  boolean stopped() {
    return stopped;
  }

  /**
   * Rests a few milliseconds.
   *
   * @throws CancellationException when stopped
   */
  void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    if (stopped) {
      throw new CancellationException("stopped");
    }
  }

  private void rest(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!stopped && System.nanoTime() < until) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Ends the run. */
  void stop() {
    stopped = true;
    if (source != null) {
      source.abort();
    }
    if (target != null) {
      target.abort();
    }
  }
}
