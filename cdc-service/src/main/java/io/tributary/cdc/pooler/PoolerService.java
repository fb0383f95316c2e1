package io.tributary.cdc.pooler;

import io.tributary.cdc.reconcile.observed.ObservedPublisher;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.source.Source;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The poolers of all migrations that this instance is responsible for. Thread-safe. */
@ApplicationScoped
public class PoolerService {
  private static final Logger LOG = Logger.getLogger(PoolerService.class);

  private final Vertx vertx;
  private final ObservedPublisher publisher;
  private final Clock clock;
  private final Map<StreamId, PoolerLoop> loops = new HashMap<>();

  /** With where reports go. */
  public PoolerService(Vertx vertx, ObservedPublisher publisher, Clock clock) {
    this.vertx = vertx;
    this.publisher = publisher;
    this.clock = clock;
  }

  /**
   * The latest desired state of a migration whose sources are looked after.
   *
   * @param active asks the broker whether this instance is the active one
   */
  public synchronized void desire(DesiredState desired, BooleanSupplier active) {
    for (Source source : desired.migration().sources()) {
      StreamId id = new StreamId(desired.migration().name(), source.name());
      PoolerLoop known = loops.get(id);
      if (source.pooler().isEmpty()) {
        stop(loops.remove(id));
      } else if (known != null) {
        known.desire(desired);
      } else {
        PoolerLoop created = new PoolerLoop(id, desired, vertx, active, publisher::publish, clock);
        loops.put(id, created);
        created.start();
      }
    }
  }

  /** The migration is gone. */
  public void forget(String migration) {
    giveUp(migration::equals);
  }

  /** Other instances take over those of some migrations; clients that are held go on. */
  public synchronized void giveUp(Predicate<String> migrations) {
    List<StreamId> gone =
        loops.keySet().stream().filter(id -> migrations.test(id.migration())).toList();
    gone.forEach(id -> stop(loops.remove(id)));
  }

  private static void stop(@Nullable PoolerLoop loop) {
    if (loop == null) {
      return;
    }
    try {
      loop.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("pooler not waited for at the end");
    }
  }
}
