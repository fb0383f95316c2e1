package io.tributary.local.demo.writer;

import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.demo.writer.ApplicationSession.Outcome;
import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Plays a sample's application: goes on writing until it is stopped, and follows its .env file when
 * its database refuses. A refused transaction is tried again as it is. Runs in a thread of its own.
 */
public final class SampleWriter implements AutoCloseable {
  private static final long RETRY_NANOS = 20_000_000;
  private static final long REST_SECONDS = 30;

  private final DemoSample sample;
  private final Duration pace;
  private final ApplicationSession session;
  private final WritePlanner planner;
  private final WriteLedger ledger = new WriteLedger();
  private final WritePause pause = new WritePause();
  private final Thread thread;
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile boolean stopping;
  private volatile @Nullable Exception failure;

  /**
   * A writer that has not started.
   *
   * @param sourcePort tells the legacy server from the target
   * @param pooled whether its application connects through a pooler
   * @param pace how long it rests between two transactions
   */
  public SampleWriter(
      DemoSample sample, Path envFile, int sourcePort, boolean pooled, Duration pace) {
    this.sample = sample;
    this.pace = pace;
    this.session = ApplicationSession.of(sample, envFile, sourcePort, pooled);
    this.planner = new WritePlanner(sample, new Random());
    this.thread = new Thread(this::run, "writer-" + sample.name());
    this.thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  public DemoSample sample() {
    return sample;
  }

  public WriteLedger ledger() {
    return ledger;
  }

  public WritePause pause() {
    return pause;
  }

  /** Why it ended by itself, null while all is well. */
  public @Nullable Exception failure() {
    return failure;
  }

  /**
   * Lets it rest between two transactions while something looks at what it wrote.
   *
   * @throws StartFailure when the transaction in hand does not end
   */
  public void restDuring(Runnable look) {
    try {
      if (!turn.tryLock(REST_SECONDS, TimeUnit.SECONDS)) {
        throw new StartFailure(
            "The writer of " + sample.name() + " waits for its database all the time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("Interrupted.", e);
    }
    try {
      look.run();
    } finally {
      turn.unlock();
    }
  }

  /** Ends it after the transaction in hand. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        turn.lock();
        try {
          write(planner.next(ledger));
        } finally {
          turn.unlock();
        }
        LockSupport.parkNanos(pace.toNanos());
      }
    } catch (SQLException | IOException | RuntimeException e) {
      failure = e;
    } finally {
      session.close();
    }
  }

  private void write(List<SampleWrite> transaction) throws SQLException, IOException {
    while (!stopping) {
      Outcome outcome = session.write(transaction);
      if (outcome == Outcome.ACCEPTED) {
        pause.accepted(session.side(), System.nanoTime());
        ledger.acknowledge(transaction, session.side());
        return;
      }
      if (outcome == Outcome.UNKNOWN) {
        ledger.outcomeUnknown(transaction);
        return;
      }
      LockSupport.parkNanos(RETRY_NANOS);
      session.followEnvFile();
    }
  }
}
