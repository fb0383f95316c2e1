package io.tributary.orchestrator.notify;

import io.tributary.common.error.TributaryException;
import io.tributary.common.grant.Grants;
import io.tributary.common.plan.Migration;
import io.tributary.common.secret.SecretReader;
import io.tributary.orchestrator.loop.KnownMigration;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.webhook.WebhookPost;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import org.jboss.logging.Logger;

/**
 * Looks at each migration twice a second and tells the addresses of its file what is new, while
 * this instance is the active one. What it has told is kept in memory alone. Runs on a thread of
 * its own between {@link #start} and {@link #close}; a migration waits for nobody who is told.
 */
public final class MigrationNotifier implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(MigrationNotifier.class);
  private static final long LOOK_MILLIS = 500;

  private final MigrationRegistry migrations;
  private final NotificationDelivery delivery;
  private final ObjIntConsumer<String> waiting;
  private final Map<String, ToldFacts> told = new HashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "notify"));

  /**
   * Tells nobody before it is started.
   *
   * @param secrets reads the secrets that addresses name
   * @param grants which hosts may be called
   * @param waiting takes how many notifications of a migration wait; -1 when it is not told any
   *     more
   */
  public MigrationNotifier(
      MigrationRegistry migrations,
      SecretReader secrets,
      Grants grants,
      Clock clock,
      ObjIntConsumer<String> waiting) {
    this.migrations = migrations;
    this.delivery =
        new NotificationDelivery(new NotificationCall(new WebhookPost(secrets, grants)), clock);
    this.waiting = waiting;
  }

  /** Begins to look. */
  public void start() {
    thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      Set<String> telling = new HashSet<>();
      if (migrations.active()) {
        for (String name : migrations.names()) {
          if (look(name)) {
            telling.add(name);
          }
        }
      }
      Set.copyOf(told.keySet()).stream().filter(n -> !telling.contains(n)).forEach(this::forget);
    } catch (RuntimeException e) {
      // The executor would never look again.
      LOG.errorf(e, "look for notifications failed");
    }
  }

  /** Whether anybody is to be told of the migration. */
  private boolean look(String name) {
    try {
      Migration plan = migrations.plan(name);
      if (plan.notified().isEmpty()) {
        return false;
      }
      KnownMigration known = migrations.known(name);
      ToldFacts.Look look =
          told.getOrDefault(name, ToldFacts.NOTHING)
              .look(
                  name,
                  new MigrationFacts(known, plan).find(),
                  known.record().map(r -> NotableMoment.of(r.state())),
                  known.at());
      told.put(name, look.next());
      delivery.deliver(name, plan.notified(), look.events());
      waiting.accept(name, delivery.waiting(name));
      return true;
    } catch (TributaryException e) {
      // It was deleted meanwhile, or another instance has become the active one.
      LOG.debugf("no look for notifications migration=%s cause=%s", name, e.getMessage());
      return false;
    }
  }

  private void forget(String name) {
    told.remove(name);
    delivery.forget(name);
    waiting.accept(name, -1);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
