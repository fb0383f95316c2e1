package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work in a thread of its own, beside that of the thread which began it. Closing it interrupts work
 * that nobody has waited for, and returns when that has ended.
 */
final class BesideWork implements AutoCloseable {
  private final String name;
  private final FutureTask<Boolean> work;
  private final Thread thread;

  private BesideWork(String name, Runnable work) {
    this.name = name;
    this.work = new FutureTask<>(work, true);
    this.thread = new Thread(this.work, name);
  }

  /** Begins it. */
  static BesideWork begin(String name, Runnable work) {
    BesideWork begun = new BesideWork(name, work);
    begun.thread.setDaemon(true);
    begun.thread.start();
    return begun;
  }

  /**
   * Returns when it has ended, and fails as it has failed.
   *
   * @throws TributaryException also when this thread is interrupted
   */
  void await() {
    try {
      work.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TributaryException(
          SchemaError.TIME_LIMIT,
          name + " was not waited for: this service is stopping; it is done again.",
          Map.of("program", name),
          e);
    }
  }

  /** What the work uses may be taken away afterwards. */
  @Override
  public void close() {
    boolean interrupted = false;
    thread.interrupt();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
