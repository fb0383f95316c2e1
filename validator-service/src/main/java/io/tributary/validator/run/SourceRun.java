package io.tributary.validator.run;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.SourceKinds;
import io.tributary.validator.source.end.PairedEnds;
import io.tributary.validator.source.end.WatchedSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Work on one source over a session to each end. A failed attempt is followed by another one with
 * new sessions, until the work is done or stopped. {@link #stop} may come from any thread, breaks
 * running statements off and does not wait.
 */
public abstract class SourceRun implements Runnable {
  private static final Logger LOG = Logger.getLogger(SourceRun.class);
  private static final long POLL_MILLIS = 20;

  protected final Migration migration;
  protected final StreamId stream;
  protected final RunContext context;
  protected final WatchedSource watched;
  private volatile boolean stopped;
  private volatile @Nullable PairedEnds ends;

  protected SourceRun(WatchedSource watched, RunContext context) {
    this.watched = watched;
    this.migration = watched.migration();
    this.stream = watched.stream();
    this.context = context;
  }

  /** Works until done; a {@link TributaryException} makes it be called anew with new sessions. */
  protected abstract void work(ComparedEnds ends);

  /** Rest before the next attempt after a failure. */
  protected abstract long retryMillis();

  /** Closes what {@link #work} kept from attempt to attempt. */
  protected void closeKept() {}

  @Override
  public final void run() {
    try {
      attempts();
    } finally {
      closeKept();
    }
  }

  private void attempts() {
    while (!stopped) {
      try {
        PairedEnds opened = SourceKinds.open(watched, context.lookup(stream));
        ends = opened;
        work(new ComparedEnds(opened, this::stopped));
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
        if (ends != null) {
          ends.close();
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
      context.reports().failed(stream.migration(), stream.source(), e.report());
    }
  }

  /** Whether the run is to end. */
  protected boolean stopped() {
    return stopped;
  }

  private void rest(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!stopped && System.nanoTime() < until) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
    }
  }

  /** Ends the run. */
  public void stop() {
    stopped = true;
    if (ends != null) {
      ends.abort();
    }
  }
}
