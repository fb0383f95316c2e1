package io.tributary.validator.wiring;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.tracing.CutoverTraces;
import io.tributary.validator.config.HelpSettings;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.config.ValidatorSettings;
import io.tributary.validator.database.SessionOpener;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.run.SharedPace;
import io.tributary.validator.topic.KafkaClients;
import io.tributary.validator.topic.KafkaReports;
import io.tributary.validator.watch.MigrationWatches;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the watches and the threads that they run on. */
@ApplicationScoped
public class ValidatorWiring {
  private static final long CLOSE_LIMIT_SECONDS = 3;

  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "validator");
            thread.setDaemon(true);
            return thread;
          });

  private volatile @Nullable MigrationWatches watches;

  /** The clock of the service. */
  @Produces
  @Singleton
  static Clock clock() {
    return Clock.systemUTC();
  }

  /** What all that compares shares. */
  @Produces
  @Singleton
  RunContext context(
      ValidatorSettings config,
      KafkaClients clients,
      KafkaReports reports,
      CutoverTraces traces,
      Clock clock) {
    return new RunContext(
        new SessionOpener(ServiceGrants.secrets()),
        ValidatorLimits.of(config),
        HelpSettings.of(config),
        reports,
        clock,
        executor,
        clients.topics(),
        clients,
        traces,
        SharedPace.ofFences());
  }

  @Produces
  @Singleton
  MigrationWatches watches(RunContext context) {
    MigrationWatches made = new MigrationWatches(context);
    watches = made;
    return made;
  }

  @PreDestroy
  void close() throws InterruptedException {
    // What still compares must end first, or it complains that nobody works for it any more.
    if (watches != null) {
      watches.standDown();
    }
    executor.shutdown();
    executor.awaitTermination(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
    executor.shutdownNow();
  }
}
