package io.tributary.validator;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.topic.TopicNames;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.KafkaFixture;
import io.tributary.validator.changes.ChangeConsumers;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.database.SessionOpener;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.run.SharedPace;
import io.tributary.validator.run.ValidationReports;
import io.tributary.validator.watch.MigrationWatches;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/** Watches of a test, and what they reported. */
public final class Comparing implements ValidationReports, ChangeConsumers, AutoCloseable {
  public final List<TableVerdict> verdicts = new CopyOnWriteArrayList<>();
  public final List<ValidationObserved> observed = new CopyOnWriteArrayList<>();
  public final ConcurrentLinkedQueue<ErrorReport> errors = new ConcurrentLinkedQueue<>();
  public volatile long covered = -1;
  public final AtomicInteger consumersMade = new AtomicInteger();
  public final AtomicInteger consumersClosed = new AtomicInteger();
  public final MigrationWatches watches;
  private final ExecutorService executor = Executors.newCachedThreadPool();

  /** Watches with these limits over change topics below a prefix. */
  public Comparing(String prefix, ValidatorLimits limits) {
    // A broker that has yet to start is not what the tests' time limits are about.
    KafkaFixture.bootstrapServers();
    watches =
        new MigrationWatches(
            new RunContext(
                new SessionOpener(AllGrants.secrets()),
                limits,
                this,
                Clock.systemUTC(),
                executor,
                new TopicNames(prefix),
                this,
                SharedPace.ofFences()));
  }

  /** Limits as by default. */
  public static ValidatorLimits defaults() {
    return new ValidatorLimits(12, 100_000, 20_000, 2_000, 2_000, 1_000_000, 20, 1 << 20);
  }

  /** Counts those that read a topic on and on. */
  @Override
  public KafkaConsumer<byte[], ByteBuffer> following() {
    consumersMade.incrementAndGet();
    return new KafkaConsumer<>(
        atTheFixture(ChangeConsumers.followingSettings()),
        new ByteArrayDeserializer(),
        new ByteBufferDeserializer()) {
      @Override
      public void close() {
        super.close();
        consumersClosed.incrementAndGet();
      }
    };
  }

  @Override
  public KafkaConsumer<byte[], ByteBuffer> asking() {
    return new KafkaConsumer<>(
        atTheFixture(ChangeConsumers.askingSettings()),
        new ByteArrayDeserializer(),
        new ByteBufferDeserializer());
  }

  private static Map<String, Object> atTheFixture(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", KafkaFixture.bootstrapServers());
    return all;
  }

  /** The latest verdict of a table, or null. */
  public TableVerdict latest(String table) {
    return verdicts.stream().filter(v -> v.table().equals(table)).reduce((a, b) -> b).orElse(null);
  }

  /** How many verdicts of a table there are. */
  public long count(String table) {
    return verdicts.stream().filter(v -> v.table().equals(table)).count();
  }

  /** Tells the watches a goal of one direction. */
  public void desire(
      Migration migration,
      io.tributary.common.desired.MigrationGoal goal,
      long generation,
      String cutoverId,
      io.tributary.common.model.Direction direction) {
    watches.desire(
        new io.tributary.common.desired.DesiredState(
            migration,
            generation,
            goal,
            cutoverId,
            null,
            false,
            Clock.systemUTC().instant(),
            List.of(),
            java.util.Set.of(),
            direction));
  }

  /** Tells the watches a goal. */
  public void desire(
      Migration migration,
      io.tributary.common.desired.MigrationGoal goal,
      long generation,
      String cutoverId) {
    watches.desire(
        new io.tributary.common.desired.DesiredState(
            migration, generation, goal, cutoverId, null, false, Clock.systemUTC().instant()));
  }

  @Override
  public void table(TableVerdict verdict) {
    verdicts.add(verdict);
  }

  @Override
  public void observed(ValidationObserved latest) {
    observed.add(latest);
  }

  @Override
  public void forgotten(String migration) {}

  @Override
  public void pass(String migration, String source, long millis) {}

  @Override
  public void covered(StreamId stream, long upTo) {
    covered = upTo;
  }

  @Override
  public void failed(String migration, String source, ErrorReport error) {
    errors.add(error);
  }

  @Override
  public void close() {
    watches.standDown();
    executor.shutdown();
    try {
      executor.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
  }
}
