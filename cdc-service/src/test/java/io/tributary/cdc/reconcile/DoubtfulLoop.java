package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.NoStreams;
import io.tributary.cdc.database.DatabaseError;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.tracing.CutoverTraces;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The loop of one source, whose driver can lose the answer of a step that it has done. */
public final class DoubtfulLoop implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Migration migration;
  private final SourceLoop loop;
  private final AtomicReference<String> lost = new AtomicReference<>();
  private final AtomicReference<String> denied = new AtomicReference<>();
  private volatile boolean active = true;
  private long generation;

  /** A loop that pauses the only source of the migration. */
  public DoubtfulLoop(Migration migration, Function<MovingSource, SourceDriver> drivers) {
    this(migration, drivers, NoStreams.service());
  }

  /** The same with the service that applies its stream. */
  public DoubtfulLoop(
      Migration migration, Function<MovingSource, SourceDriver> drivers, ApplyService apply) {
    this.migration = migration;
    this.loop =
        new SourceLoop(
            new StreamId(migration.name(), migration.sources().get(0).name()),
            state(MigrationGoal.PAUSE, null),
            source -> losing(drivers.apply(source)),
            Optional::empty,
            () -> active,
            apply,
            report -> {},
            CutoverTraces.OFF,
            Duration.ofMillis(200),
            Clock.systemUTC());
    loop.start();
  }

  /** The next call of this method of the driver throws when it has done everything. */
  public void loseAnswerOf(String method) {
    lost.set(method);
  }

  /** This method of the driver does nothing and fails, with an error that lasts, until allowed. */
  public void deny(String method) {
    denied.set(method);
  }

  /** Allows what was denied. */
  public void allow() {
    denied.set(null);
  }

  /** Whether the broker confirms that this is the active instance. */
  public void confirm(boolean confirmed) {
    active = confirmed;
  }

  /** Another goal. */
  public void desire(MigrationGoal goal, String token) {
    loop.desire(state(goal, token));
  }

  /** Waits until the loop has reported this of its latest goal. */
  public SourceObserved await(Predicate<SourceObserved> expected) {
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () ->
                loop.lastReport()
                    .filter(report -> report.generation() == generation)
                    .filter(expected)
                    .isPresent());
    return loop.lastReport().orElseThrow();
  }

  private DesiredState state(MigrationGoal goal, String token) {
    return new DesiredState(
        migration, ++generation, goal, token, Instant.now().plusSeconds(60), false, Instant.now());
  }

  private SourceDriver losing(SourceDriver driver) {
    return (SourceDriver)
        Proxy.newProxyInstance(
            SourceDriver.class.getClassLoader(),
            new Class<?>[] {SourceDriver.class},
            (self, method, arguments) -> {
              if (method.getName().equals(denied.get())) {
                throw new TributaryException(
                    DatabaseError.TLS, method.getName() + " is denied the server.");
              }
              try {
                Object result = method.invoke(driver, arguments);
                if (lost.compareAndSet(method.getName(), null)) {
                  throw new TributaryException(
                      DatabaseError.UNREACHABLE, "The answer of " + method.getName() + " is lost.");
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public void close() throws InterruptedException {
    loop.stop();
  }
}
