package io.tributary.cdc.pooler;

import io.tributary.common.error.TributaryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Has the clients of a pooler wait, and waits until their transactions have ended. A console that
 * was told to pause answers nothing else until then, so each database has one of its own. One
 * thread.
 */
final class PauseAttempt implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(1);

  private final PoolerWork work;
  private final Clock clock;
  private final List<AdminConsole> consoles = new ArrayList<>();
  private final List<CompletableFuture<?>> answers = new ArrayList<>();

  PauseAttempt(PoolerWork work, Clock clock) {
    this.work = work;
    this.clock = clock;
  }

  /** Logs in as often as it takes; nobody waits meanwhile. */
  void connect() {
    work.pooler().databases().forEach((name, schema) -> consoles.add(work.console()));
  }

  /**
   * Pauses.
   *
   * @param until when transactions must have ended
   * @param wanted whether anybody still wants it
   * @throws TributaryException when they have not, or nobody wants it; what was paused stays so
   */
  void pause(Instant until, BooleanSupplier wanted) {
    int next = 0;
    for (String database : work.pooler().databases().keySet()) {
      answers.add(consoles.get(next++).send("PAUSE " + PooledDatabases.quoted(database)));
    }
    while (!answered()) {
      if (!clock.instant().isBefore(until) || !wanted.getAsBoolean()) {
        awaitArrival();
        throw new TributaryException(
            PoolerError.PAUSE_LIMIT,
            "Transactions of clients of the pooler at %s did not end in time, so its clients go on. End long transactions before the next try, or raise cutover.time-limit-millis."
                .formatted(work.pooler().admin().display()),
            Map.of("pooler", work.pooler().admin().display()));
      }
    }
    for (int i = 0; i < answers.size(); i++) {
      consoles.get(i).answer(answers.get(i));
    }
  }

  /** Whether all have ended, well or not; waits a moment for it. */
  private boolean answered() {
    try {
      CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
          .get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      // What went wrong is in the answer itself.
      return answers.stream().allMatch(CompletableFuture::isDone);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return true;
  }

  /** A command that is still on its way would pause what is about to be resumed. */
  private void awaitArrival() {
    Instant until = clock.instant().plus(ARRIVES_WITHIN);
    try (AdminConsole console = work.console()) {
      PooledDatabases databases = work.databases(console);
      while (clock.instant().isBefore(until)
          && !databases.paused().containsAll(databases.names())) {
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }
  }

  @Override
  public void close() {
    consoles.forEach(AdminConsole::close);
  }
}
