package io.tributary.orchestrator.loop;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.observed.Observations;
import io.tributary.orchestrator.state.Event;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.state.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Carries one migration through its states: one thread, one event after the other, each as soon as
 * it comes. While this instance stands by the loop only keeps what it hears.
 */
final class MigrationLoop implements Runnable {
  private static final Logger LOG = Logger.getLogger(MigrationLoop.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final String name;
  private final Surroundings surroundings;
  private final Supplier<Observations> observations;
  private final Ledger ledger;
  private final Transitions transitions;
  private final EmergencyUndo emergencyUndo;
  private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean running = true;
  private volatile ErrorReport trouble;
  private boolean active;

  /** False while nothing says that the target holds the migration: it is about to be created. */
  private boolean known;

  private long highestSeen;
  private Instant retryAt = Instant.MIN;

  MigrationLoop(Migration plan, Surroundings surroundings, Supplier<Observations> observations) {
    this.name = plan.name();
    this.surroundings = surroundings;
    this.observations = observations;
    this.ledger = new Ledger(plan, surroundings);
    this.transitions =
        new Transitions(ledger, surroundings, this::post, () -> inbox.add(ledger::doubt));
    this.emergencyUndo = new EmergencyUndo(surroundings);
    this.thread = new Thread(this, "migration " + name);
    thread.start();
  }

  /** The record as this instance last knew it, null before the first reading. Any thread. */
  MigrationRecord record() {
    return ledger.record();
  }

  /** Why state cannot be read or stored at the moment, null when it can. Any thread. */
  ErrorReport trouble() {
    return trouble;
  }

  /** This instance is the active one from now on, or not any more. */
  void activate(boolean nowActive) {
    inbox.add(
        () -> {
          active = nowActive;
          ledger.doubt();
        });
  }

  /** Something was observed. */
  void wake() {
    inbox.add(() -> {});
  }

  /** The topic holds this desired state. A lower generation behind a higher one is put right. */
  void seen(DesiredState desired) {
    inbox.add(
        () -> {
          known = true;
          if (desired.generation() < highestSeen && active) {
            ledger.doubt();
          }
          highestSeen = Math.max(highestSeen, desired.generation());
        });
  }

  /** An event from the background. */
  private void post(Event event) {
    inbox.add(
        () -> {
          if (active) {
            takeUpIfUnsure();
            decide(event);
          }
        });
  }

  /** Places an order; the future fails with a {@link TributaryException}. */
  CompletableFuture<Reply> order(Placed placed) {
    return ask(
        () -> {
          takeUpIfUnsure();
          return transitions.decide(keyed(placed), placed.key(), observations.get()).orElseThrow();
        });
  }

  /** Stores the migration file. */
  CompletableFuture<Creation.Result> create(Migration plan) {
    return ask(
        () -> {
          long used = Math.max(highestSeen, observations.get().highestGeneration());
          Creation.Result result =
              new Creation(ledger).store(plan, used, surroundings.clock().instant());
          known = true;
          transitions.takeUp();
          return result;
        });
  }

  /** Deletes the migration and ends the loop. */
  CompletableFuture<Void> delete(Migration plan) {
    return ask(
        () -> {
          new Deletion(ledger, surroundings).delete(plan);
          running = false;
          return null;
        });
  }

  private <T> CompletableFuture<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    inbox.add(
        () -> {
          try {
            if (!active) {
              throw OrderError.STANDBY.because(
                  "Another instance of the orchestrator is active; place the order there.", name);
            }
            answer.complete(question.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private Order keyed(Placed placed) {
    if (placed.key() == null || !(placed.order() instanceof Order.Cutover)) {
      return placed.order();
    }
    return ledger
        .ask(session -> session.cutoverOf(name, placed.key()))
        .<Order>map(Order.RepeatedCutover::new)
        .orElse(placed.order());
  }

  /** Ends the loop after the event in hand; what is stored goes on with the next process. */
  void stop() {
    running = false;
    wake();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    while (running) {
      try {
        Runnable work = inbox.poll(waitMillis(), TimeUnit.MILLISECONDS);
        if (work != null) {
          work.run();
        }
        if (active && running) {
          advance();
        }
      } catch (TributaryException e) {
        failed(e.report());
      } catch (InterruptedException e) {
        running = false;
      } catch (RuntimeException e) {
        LOG.errorf(e, "unexpected migration=%s", name);
        failed(OrderError.UNEXPECTED.report("Unexpected: " + e + ". It is tried again.", name));
      }
    }
    ledger.close();
  }

  private void failed(ErrorReport why) {
    if (trouble == null || !trouble.code().equals(why.code())) {
      LOG.errorf("migration=%s code=%s %s", name, why.code(), why.message());
    }
    trouble = why;
    retryAt = surroundings.clock().instant().plus(RETRY);
    ledger.doubt();
    emergencyUndo.consider(ledger, observations.get());
  }

  private void advance() {
    if (!known || surroundings.clock().instant().isBefore(retryAt)) {
      return;
    }
    takeUpIfUnsure();
    boolean changed = true;
    while (changed && running) {
      long version = ledger.record().version();
      decide(new Event.Tick());
      changed = ledger.record().version() != version;
    }
    trouble = null;
  }

  private void takeUpIfUnsure() {
    if (!ledger.sure()) {
      ledger.read();
      transitions.takeUp();
      if (highestSeen > ledger.record().generation()) {
        decide(new Event.UndoPublished());
      }
    }
  }

  private void decide(Event event) {
    transitions.decide(event, null, observations.get());
  }

  private long waitMillis() {
    Instant now = surroundings.clock().instant();
    Instant wake = now.plus(IDLE);
    MigrationRecord record = ledger.record();
    if (active && record != null && ledger.sure()) {
      wake = record.state().wakeAt().filter(wake::isAfter).orElse(wake);
    }
    if (active && known && !ledger.sure()) {
      wake = retryAt.isAfter(now) ? retryAt : now;
    }
    return Math.max(0, Duration.between(now, wake).toMillis() + 1);
  }
}
