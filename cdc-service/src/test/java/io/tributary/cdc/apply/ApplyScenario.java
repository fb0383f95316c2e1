package io.tributary.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.apply.commit.RowPath;
import io.tributary.cdc.apply.commit.RowPathFactory;
import io.tributary.cdc.database.Databases;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.fixture.KafkaFixture;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One stream with a topic and a target of its own, for each test. */
abstract class ApplyScenario {
  static final Duration SOON = Duration.ofSeconds(60);

  @Inject ApplyService apply;
  @Inject ForcedHooks hooks;

  final AtomicInteger snapshotCompletions = new AtomicInteger();
  Migration migration;
  StreamId stream;
  TargetDatabase target;
  ChangeTopic topic;

  PostgresServer server() {
    return PostgresFixture.target();
  }

  @BeforeEach
  void prepare() throws Exception {
    String name = "m" + UUID.randomUUID().toString().substring(0, 8);
    target = new TargetDatabase(server(), "apply_" + name);
    migration = target.migration(name);
    target.run(
        "INSERT INTO tributary.message_key (migration, key) VALUES ('%s', '%s')"
            .formatted(name, ChangeTopic.KEY));
    stream = new StreamId(name, "src");
    topic = new ChangeTopic(KafkaFixture.bootstrapServers(), stream);
  }

  @AfterEach
  void cleanUp() throws Exception {
    hooks.clear();
    apply.stop(stream);
    topic.close();
    target.close();
  }

  void start() {
    start(snapshotCompletions::incrementAndGet);
  }

  void start(Runnable onSnapshotComplete) {
    apply.start(
        new StreamPlan(moving(), InitialRows.onTopic(), paths(moving()), onSnapshotComplete));
  }

  RowPathFactory paths(MovingSource moving) {
    return RowPath.literal(moving, new Databases());
  }

  private MovingSource moving() {
    return new MovingSource(migration, migration.source("src"));
  }

  /** An empty snapshot, so that streaming may begin. */
  void emptySnapshot() {
    topic.snapshotStarted();
    topic.snapshotCompleted();
  }

  /** Writes a last transaction and waits until it is applied: so is everything before it. */
  void settle() {
    topic.begin().message("test.settle", "").end();
    long last = topic.lastOffset();
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () ->
                assertThat(apply.status(stream).progress().offset())
                    .as(() -> apply.status(stream) + "\n" + StreamThreads.of(stream))
                    .isEqualTo(last));
  }

  void awaitError(String code) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () -> {
              assertThat(apply.status(stream).error()).isNotNull();
              assertThat(apply.status(stream).error().code()).isEqualTo(code);
            });
  }

  void awaitStopped() {
    await().atMost(SOON).until(() -> !apply.status(stream).running());
  }

  static void die() {
    throw new IllegalStateException("killed by the test");
  }
}
