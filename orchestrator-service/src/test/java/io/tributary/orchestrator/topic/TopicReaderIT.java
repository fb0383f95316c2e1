package io.tributary.orchestrator.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.observed.ObservedState;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.KafkaFixture;
import io.tributary.kafka.TopicReplicas;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class TopicReaderIT {
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final Handler handler = new Complaints();
  private final CountDownLatch caughtUp = new CountDownLatch(1);

  @Test
  void closesWithoutComplaintWhenItIsInterrupted() throws InterruptedException {
    // given
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    KafkaSettings settings =
        new KafkaSettings(
            Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()),
            new TopicNames("topic-reader-it"),
            new TopicReplicas((short) 1),
            "one");
    try (TopicReader reader = new TopicReader(settings, new Waiting())) {
      reader.start();
      caughtUp.await();
      Thread thread =
          Thread.getAllStackTraces().keySet().stream()
              .filter(t -> t.getName().equals("topics"))
              .findFirst()
              .orElseThrow();

      // when
      thread.interrupt();

      // then
      await().atMost(Duration.ofSeconds(60)).until(() -> !thread.isAlive());
      assertThat(complaints).isEmpty();
    } finally {
      root.removeHandler(handler);
    }
  }

  private final class Complaints extends Handler {
    @Override
    public void publish(LogRecord entry) {
      boolean ours = String.valueOf(entry.getLoggerName()).matches(".*(tributary|kafka.clients).*");
      if (ours && entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        complaints.add(entry.getLoggerName() + " " + entry.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private final class Waiting implements TopicListener {
    @Override
    public void desired(DesiredState desired) {}

    @Override
    public void deleted(String migration) {}

    @Override
    public void observed(ObservedState observed) {}

    @Override
    public void observationsDeleted(String migration) {}

    @Override
    public void caughtUp() {
      caughtUp.countDown();
    }
  }
}
