package io.tributary.cdc.reconcile;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at things again and again, each at a time of its own: one that hangs, as at a server that
 * does not answer, delays only itself. Thread-safe.
 */
public final class RegularLooks implements AutoCloseable {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService lookers = Executors.newCachedThreadPool();
  private final Duration every;

  /**
   * Nothing is looked at yet.
   *
   * @param every time between two beginnings of a look; one that takes longer is waited for
   */
  public RegularLooks(Duration every) {
    this.every = every;
  }

  /**
   * Begins to look. What the look throws is its own affair: the next one comes all the same.
   *
   * @return by which it ends; a look in hand goes on
   */
  public ScheduledFuture<?> begin(Runnable look) {
    AtomicBoolean busy = new AtomicBoolean();
    Runnable once =
        () -> {
          try {
            look.run();
          } finally {
            busy.set(false);
          }
        };
    return timer.scheduleAtFixedRate(
        () -> {
          if (busy.compareAndSet(false, true)) {
            lookers.execute(once);
          }
        },
        every.toMillis(),
        every.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    lookers.shutdown();
  }
}
