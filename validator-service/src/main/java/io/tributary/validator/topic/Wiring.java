package io.tributary.validator.topic;

import io.tributary.common.secret.SecretReader;
import io.tributary.validator.config.ValidatorConfig;
import io.tributary.validator.database.Sessions;
import io.tributary.validator.watch.Limits;
import io.tributary.validator.watch.SharedPace;
import io.tributary.validator.watch.Surroundings;
import io.tributary.validator.watch.Watches;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Puts the plain parts together. */
@ApplicationScoped
public class Wiring {
  private static final long CLOSE_LIMIT_SECONDS = 3;

  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "validator");
            thread.setDaemon(true);
            return thread;
          });

  private volatile Watches watches;

  @Produces
  @Singleton
  Watches watches(ValidatorConfig config, KafkaClients clients, KafkaReports reports) {
    watches =
        new Watches(
            new Surroundings(
                new Sessions(new SecretReader()),
                Limits.of(config),
                reports,
                Clock.systemUTC(),
                executor,
                clients.topics(),
                clients::changes,
                SharedPace.ofFences()));
    return watches;
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
