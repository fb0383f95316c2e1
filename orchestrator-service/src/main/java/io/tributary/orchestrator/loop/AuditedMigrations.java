package io.tributary.orchestrator.loop;

import io.tributary.common.error.TributaryException;
import io.tributary.common.event.AuditEntry;
import io.tributary.common.event.AuditEntry.Outcome;
import io.tributary.common.event.Requester;
import io.tributary.common.grant.MigrationGrants;
import io.tributary.common.grant.MigrationSecrets;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.ComparisonLimits;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.state.SwitchingApplications;
import io.tributary.orchestrator.store.TargetSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes what people ask of migrations. What is asked is stored in the history of the target before
 * anything is done about it, so nothing is done that is not there; a refusal is stored behind it.
 * Both are told on the audit topic as well. Thread-safe.
 */
public final class AuditedMigrations {
  private static final Logger LOG = Logger.getLogger(AuditedMigrations.class);

  /** Each keeps a thread until it is decided, for seconds where a target does not answer. */
  private final RequestTurns turns = new RequestTurns("orders", 32, 0, Duration.ZERO);

  private final MigrationRegistry migrations;
  private final LoopServices services;

  AuditedMigrations(MigrationRegistry migrations, LoopServices services) {
    this.migrations = migrations;
    this.services = services;
  }

  /** Places an order and waits until it is decided. */
  public OrderReply order(String name, Order order, Requester by) {
    String request = order instanceof Order.DryRun ? "dry-run" : order.label();
    return audited(
        new Request(name, request, by, null, credentials(name)),
        target(name),
        () -> migrations.order(name, order, Optional.of(by)),
        reply ->
            reply instanceof OrderReply.Refused refused
                ? Optional.of(refused.error().code())
                : Optional.empty());
  }

  /** Takes a migration file; true when it made a new migration or changed an unstarted one. */
  public boolean create(Migration plan, String digest, Requester by) {
    Request request = new Request(plan.name(), "create", by, digest, MigrationSecrets.of(plan));
    requireGranted(request, plan);
    return done(request, Optional.of(plan.target().connection()), () -> migrations.create(plan));
  }

  /** Asked before the target's password is read, which the file may not be allowed to name. */
  private void requireGranted(Request request, Migration plan) {
    try {
      MigrationGrants.require(services.grants(), plan);
    } catch (TributaryException e) {
      tell(request.entry(Outcome.REFUSED, e.report().code()), Optional.empty());
      throw e;
    }
  }

  /** Takes a changed file for a migration; true when it says something else than before. */
  public boolean revise(String name, Migration plan, String digest, Requester by) {
    return done(
        new Request(name, "revise", by, digest, MigrationSecrets.of(plan)),
        target(name),
        () -> migrations.revise(name, plan));
  }

  /** Puts other switch actions behind those that are done; true when that is a change. */
  public boolean switching(String name, List<SwitchAction> actions, String digest, Requester by) {
    return done(
        new Request(name, "switch", by, digest, MigrationSecrets.of(actions)),
        target(name),
        () -> migrations.revise(name, switched(name, actions)));
  }

  /** Changes what the validation may take of the databases; true when that is a change. */
  public boolean limiting(
      String name, UnaryOperator<ComparisonLimits> change, String digest, Requester by) {
    return done(
        new Request(name, "limits", by, digest, List.of()),
        target(name),
        () -> {
          Migration plan = migrations.plan(name);
          return migrations.revise(name, plan.comparing(change.apply(plan.validation().limits())));
        });
  }

  /** The file of a migration with these actions behind those that are done. */
  private Migration switched(String name, List<SwitchAction> actions) {
    Migration plan = migrations.plan(name);
    int done =
        migrations
            .known(name)
            .record()
            .map(MigrationRecord::state)
            .filter(SwitchingApplications.class::isInstance)
            .map(state -> ((SwitchingApplications) state).switching().inHand())
            .orElse(0);
    List<SwitchAction> all = new ArrayList<>(plan.cutover().switchActions().subList(0, done));
    all.addAll(actions);
    return plan.switching(all);
  }

  /** Deletes a migration that is not running. */
  public void delete(String name, Requester by) {
    done(
        new Request(name, "delete", by, null, credentials(name)),
        target(name),
        () -> {
          migrations.delete(name);
          return true;
        });
  }

  /** Tells of a file that is refused before anybody knows which migration it is of. */
  public void refusedFile(String name, String request, String digest, Requester by, String code) {
    tell(
        new Request(name, request, by, digest, List.of()).entry(Outcome.REFUSED, code),
        Optional.empty());
  }

  /**
   * What was asked.
   *
   * @param credentials that it lets the services use
   */
  private record Request(
      String name,
      String request,
      Requester by,
      @Nullable String digest,
      List<String> credentials) {
    AuditEntry entry(Outcome outcome, @Nullable String code) {
      return new AuditEntry(
          name,
          request,
          by,
          digest,
          outcome,
          code,
          outcome == Outcome.ASKED ? credentials : List.of());
    }
  }

  /** Why an answer is a refusal; empty where it is none. */
  private interface Refusal<T> {
    Optional<String> code(T answer);
  }

  private boolean done(Request request, Optional<DatabaseAddress> target, Supplier<Boolean> work) {
    return audited(request, target, work, answer -> Optional.empty());
  }

  private <T> T audited(
      Request request, Optional<DatabaseAddress> target, Supplier<T> work, Refusal<T> refusal) {
    return turns.take(request.name(), () -> decided(request, target, work, refusal));
  }

  private <T> T decided(
      Request request, Optional<DatabaseAddress> target, Supplier<T> work, Refusal<T> refusal) {
    try {
      migrations.requireActive(request.name());
      store(request.entry(Outcome.ASKED, null), target);
      T answer = work.get();
      refusal.code(answer).ifPresent(code -> tell(request.entry(Outcome.REFUSED, code), target));
      return answer;
    } catch (TributaryException e) {
      tell(request.entry(Outcome.REFUSED, e.report().code()), target);
      throw e;
    }
  }

  /** Every order is carried out with what the file names. */
  private List<String> credentials(String name) {
    return migrations.names().contains(name)
        ? MigrationSecrets.of(migrations.plan(name))
        : List.of();
  }

  private Optional<DatabaseAddress> target(String name) {
    return migrations.names().contains(name)
        ? Optional.of(migrations.plan(name).target().connection())
        : Optional.empty();
  }

  /** Fails where it cannot be stored: then nothing is done. */
  private void store(AuditEntry entry, Optional<DatabaseAddress> target) {
    Instant now = services.clock().instant();
    publish(entry, now);
    target.ifPresent(
        address -> {
          try (TargetSession session = services.targets().open(address)) {
            session.audit(entry, now);
          }
        });
  }

  /** A refusal stays one where the target does not answer: the topic and the log have it. */
  private void tell(AuditEntry entry, Optional<DatabaseAddress> target) {
    try {
      store(entry, target);
    } catch (TributaryException e) {
      LOG.warnf(
          "refusal not in the history migration=%s request=%s principal=%s requestId=%s code=%s",
          entry.migration(),
          entry.request(),
          entry.by().principal(),
          entry.by().requestId(),
          e.report().code());
    }
  }

  private void publish(AuditEntry entry, Instant at) {
    services
        .publisher()
        .audit(entry, at)
        .whenComplete(
            (sent, failure) -> {
              if (failure != null) {
                LOG.errorf("audit entry not published: %s", failure.getMessage());
              }
            });
  }
}
