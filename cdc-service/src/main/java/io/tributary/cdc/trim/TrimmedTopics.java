package io.tributary.cdc.trim;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.tributary.cdc.reconcile.AppliedStream;
import io.tributary.cdc.reconcile.DesiredMigrations;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.topic.TopicNames;
import io.tributary.kafka.KeptAdmin;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Trims the change topics of the sources that this instance looks after, one after the other, on a
 * thread of its own. What fails is logged and tried again the next time: a topic that is longer
 * than it need be harms nothing at once.
 */
@ApplicationScoped
public class TrimmedTopics {
  private static final Logger LOG = Logger.getLogger(TrimmedTopics.class);
  private static final int STOP_SECONDS = 2;

  private final DesiredMigrations migrations;
  private final KeptAdmin admin;
  private final TopicNames topics;
  private final TrimSettings settings;
  private final Clock clock;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  TrimmedTopics(
      DesiredMigrations migrations,
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      @ConfigProperty(name = "tributary.topic-prefix", defaultValue = "tributary")
          String topicPrefix,
      TrimSettings settings,
      Clock clock) {
    this.migrations = migrations;
    this.admin = new KeptAdmin(broker, "tributary-trim");
    this.topics = new TopicNames(topicPrefix);
    this.settings = settings;
    this.clock = clock;
  }

  void start(@Observes StartupEvent started) {
    long every = settings.intervalSeconds();
    if (every > 0) {
      timer.scheduleWithFixedDelay(this::trimAll, every, every, TimeUnit.SECONDS);
    }
  }

  private void trimAll() {
    for (AppliedStream stream : migrations.replicating()) {
      MovingSource moving = stream.moving();
      try {
        stream.whileCaptured().accept(() -> trim(stream));
      } catch (TributaryException | KafkaException e) {
        LOG.warnf("not trimmed topic=%s cause=%s", topics.changes(moving.stream()), e.getMessage());
      } catch (RuntimeException e) {
        LOG.errorf(e, "not trimmed topic=%s", topics.changes(moving.stream()));
      }
    }
  }

  /** Trims one topic. */
  private void trim(AppliedStream stream) {
    MovingSource moving = stream.moving();
    String topic = topics.changes(moving.stream());
    stream
        .applied()
        .get()
        .ifPresent(
            applied -> {
              new ChangesTrim(admin.get(), topic, topics.comparedGroup(moving.stream()))
                  .trim(applied, clock.instant().minus(Duration.ofMinutes(settings.keepMinutes())))
                  .ifPresent(first -> LOG.infof("trimmed topic=%s begins=%d", topic, first));
            });
  }

  @PreDestroy
  void stop() throws InterruptedException {
    timer.shutdownNow();
    timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    admin.close();
  }
}
