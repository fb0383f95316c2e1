package io.tributary.orchestrator.loop;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.event.Requester;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.gate.SwitchActionLook;
import io.tributary.orchestrator.health.HealthJudgement;
import io.tributary.orchestrator.health.HealthLevel;
import io.tributary.orchestrator.health.MigrationHealth;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.state.MigrationEvent;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The thread of one migration: decides its events one after the other, in the order of their
 * arrival. While another instance of the orchestrator is the active one, the loop decides nothing
 * and only remembers what the topics hold.
 */
final class MigrationLoop implements Runnable {
  private static final Logger LOG = Logger.getLogger(MigrationLoop.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final String name;
  private final LoopServices services;
  private final Supplier<MigrationObservations> observations;
  private final MigrationLedger ledger;
  private final EvidenceKeeping evidence;
  private final DecisionEffects effects;
  private final OrderPreparation preparation;
  private final EmergencyUndo emergencyUndo;
  private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean running = true;
  private volatile Optional<ErrorReport> trouble = Optional.empty();
  private boolean active;
  private Optional<HealthLevel> judged = Optional.empty();

  /** False while nothing says that the target holds the migration: it is about to be created. */
  private boolean known;

  private long highestSeen;
  private Instant retryAt = Instant.MIN;

  MigrationLoop(
      Migration plan, LoopServices services, Supplier<MigrationObservations> observations) {
    this.name = plan.name();
    this.services = services;
    this.observations = observations;
    this.ledger = new MigrationLedger(plan, services);
    this.evidence = new EvidenceKeeping(name, ledger, services);
    this.effects =
        new DecisionEffects(ledger, evidence, services, this::post, () -> inbox.add(ledger::doubt));
    this.preparation = new OrderPreparation(ledger, services);
    this.emergencyUndo = new EmergencyUndo(services);
    this.thread = new Thread(this, "migration " + name);
    thread.start();
  }

  /** The record as this instance last knew it; empty before the first reading. Any thread. */
  Optional<MigrationRecord> record() {
    return ledger.lastKnown();
  }

  /** Why state cannot be read or stored at the moment, empty when it can. Any thread. */
  Optional<ErrorReport> trouble() {
    return trouble;
  }

  /** This instance is the active one from now on, or not any more. */
  void activate(boolean nowActive) {
    inbox.add(
        () -> {
          active = nowActive;
          judged = Optional.empty();
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
  private void post(MigrationEvent event) {
    inbox.add(
        () -> {
          if (active) {
            takeUpIfUnsure();
            decide(event);
          }
        });
  }

  /** Places an order; the future fails with a {@link TributaryException}. */
  CompletableFuture<OrderReply> order(Order order, Optional<Requester> by) {
    return ask(
        () -> {
          takeUpIfUnsure();
          return effects.decide(preparation.prepared(order), observations.get(), by).orElseThrow();
        });
  }

  /** Stores the migration file. */
  CompletableFuture<MigrationCreation.Result> create(Migration plan) {
    return ask(
        () -> {
          long used = Math.max(highestSeen, observations.get().highestGeneration());
          MigrationCreation.Result result =
              new MigrationCreation(ledger, services.leftTopics())
                  .store(plan, used, services.clock().instant());
          known = true;
          if (result != MigrationCreation.Result.SAME) {
            preparation.forget();
          }
          effects.takeUp();
          return result;
        });
  }

  /** Puts a changed file in the place of the one that is there; false when it is the same. */
  CompletableFuture<Boolean> revise(Migration plan) {
    return ask(
        () -> {
          takeUpIfUnsure();
          boolean changed = new MigrationRevision(ledger).store(plan, services.clock().instant());
          if (changed) {
            preparation.look(plan);
            effects.takeUp();
          }
          return changed;
        });
  }

  /** Deletes the migration and ends the loop. */
  CompletableFuture<Void> delete(Migration plan) {
    return ask(
        () -> {
          new MigrationDeletion(ledger, services).delete(plan);
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

  /** What the latest look at the switch actions found. Any thread. */
  List<SwitchActionLook> lookedActions() {
    return preparation.lastLook();
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
          judge();
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
    if (!trouble.map(ErrorReport::code).equals(Optional.of(why.code()))) {
      LOG.errorf("migration=%s code=%s %s", name, why.code(), why.message());
    }
    trouble = Optional.of(why);
    judge();
    retryAt = services.clock().instant().plus(RETRY);
    ledger.doubt();
    emergencyUndo.consider(ledger, observations.get());
  }

  /** How well the migration is, as far as this instance knows. Any thread. */
  MigrationHealth health() {
    Optional<ErrorReport> standing = trouble;
    Optional<MigrationRecord> record = standing.isPresent() ? Optional.empty() : record();
    return record
        .map(known -> new HealthJudgement(known, observations.get(), services.clock().instant()))
        .map(HealthJudgement::judge)
        .orElseGet(() -> MigrationHealth.of(standing));
  }

  private void judge() {
    HealthLevel health = health().health();
    if (active && known && !judged.equals(Optional.of(health))) {
      judged = Optional.of(health);
      services.measurements().health(name, health);
    }
  }

  private void advance() {
    if (!known || services.clock().instant().isBefore(retryAt)) {
      return;
    }
    takeUpIfUnsure();
    boolean changed = true;
    while (changed && running) {
      long version = ledger.record().version();
      decide(new MigrationEvent.Tick());
      changed = ledger.record().version() != version;
    }
    trouble = Optional.empty();
    preparation.lookBack();
    evidence.settle();
  }

  private void takeUpIfUnsure() {
    if (!ledger.sure()) {
      ledger.read();
      effects.takeUp();
      if (highestSeen > ledger.record().generation()) {
        decide(new MigrationEvent.UndoPublished());
      }
    }
  }

  private void decide(MigrationEvent event) {
    effects.decide(event, observations.get(), Optional.empty());
  }

  private long waitMillis() {
    Instant now = services.clock().instant();
    Instant wake = now.plus(IDLE);
    if (active && ledger.sure()) {
      wake = ledger.record().state().wakeAt().filter(wake::isAfter).orElse(wake);
    }
    if (active && known && !ledger.sure()) {
      wake = retryAt.isAfter(now) ? retryAt : now;
    }
    return Math.max(0, Duration.between(now, wake).toMillis() + 1);
  }
}
