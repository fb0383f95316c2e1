package io.tributary.validator;

import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.SourceShare;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.topic.TopicNames;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.KafkaFixture;
import io.tributary.tracing.CutoverTraces;
import io.tributary.validator.changes.ChangeConsumers;
import io.tributary.validator.config.HelpSettings;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.database.SessionOpener;
import io.tributary.validator.help.RangeHelp;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.run.SharedPace;
import io.tributary.validator.run.ValidationReports;
import io.tributary.validator.watch.MigrationWatches;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
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
  public final RangeHelp help;
  private static final HelpSettings HELP =
      new HelpSettings(true, Duration.ofMillis(50), Duration.ofMinutes(1));

  private final ComparisonThreads executor = new ComparisonThreads();

  /** Watches with these limits over change topics below a prefix, which are all of a migration. */
  public Comparing(String prefix, ValidatorLimits limits) {
    this(prefix, limits, HELP);
    watches.take(SourceShare.all().collect(Collectors.toSet()));
  }

  private Comparing(String prefix, ValidatorLimits limits, HelpSettings settings) {
    // A broker that has yet to start is not what the tests' time limits are about.
    KafkaFixture.bootstrapServers();
    RunContext context =
        new RunContext(
            new SessionOpener(AllGrants.secrets()),
            limits,
            settings,
            this,
            Clock.systemUTC(),
            executor,
            new TopicNames(prefix),
            this,
            CutoverTraces.OFF,
            SharedPace.ofFences());
    watches = new MigrationWatches(context);
    help = new RangeHelp(watches, context);
  }

  /** One that looks after no source, and helps those that do. */
  public static Comparing helping(String prefix, ValidatorLimits limits) {
    Comparing helping = new Comparing(prefix, limits, HELP);
    helping.help.begin();
    return helping;
  }

  /** One that looks after all sources, and waits so long for ranges that another one has taken. */
  public static Comparing patient(String prefix, ValidatorLimits limits, Duration patience) {
    Comparing owning = new Comparing(prefix, limits, new HelpSettings(true, HELP.look(), patience));
    owning.watches.take(SourceShare.all().collect(Collectors.toSet()));
    return owning;
  }

  /** Limits as by default. */
  public static ValidatorLimits defaults() {
    return new ValidatorLimits(
        12, 100_000, 20_000, 2_000, 2_000, 1_000_000, 20, 1 << 20, 1_000_000);
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

  /** Tells the watches to pause, and waits until what was being compared has ended. */
  public void pause(Migration migration, long generation, String cutoverId) {
    desire(migration, io.tributary.common.desired.MigrationGoal.PAUSE, generation, cutoverId);
    await().atMost(Duration.ofSeconds(90)).until(executor::nothingCompared);
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

  /** Tells the watches that a migration replicates, and what was ordered to begin anew. */
  public void replicating(Migration migration, long generation, Map<String, Long> restarts) {
    watches.desire(
        new io.tributary.common.desired.DesiredState(
            migration,
            generation,
            io.tributary.common.desired.MigrationGoal.REPLICATE,
            null,
            null,
            false,
            Clock.systemUTC().instant(),
            List.of(),
            java.util.Set.of(),
            io.tributary.common.model.Direction.OUT,
            restarts,
            io.tributary.common.desired.RehearsalStage.STEPS));
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
    help.end();
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
