package io.tributary.orchestrator.loop;

import io.tributary.common.grant.Grants;
import io.tributary.common.secret.SecretPlaces;
import io.tributary.common.secret.SecretReader;
import io.tributary.orchestrator.evidence.EvidenceSettings;
import io.tributary.orchestrator.metrics.MigrationMeasurements;
import io.tributary.orchestrator.store.TargetDatabases;
import io.tributary.orchestrator.switching.SwitchRunner;
import io.tributary.orchestrator.topic.KafkaSettings;
import io.tributary.orchestrator.topic.Leadership;
import io.tributary.orchestrator.topic.LeftTopics;
import io.tributary.orchestrator.topic.TopicPublisher;
import io.tributary.orchestrator.topic.TopicReader;
import io.tributary.tracing.CutoverTraces;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One running instance of the orchestrator: reads the topics, becomes active or stands by, and
 * carries the migrations. Needs nothing of a container.
 */
public final class Orchestrator implements AutoCloseable {
  private final TopicPublisher publisher;
  private final MigrationRegistry migrations;
  private final AuditedMigrations audited;
  private final TopicReader reader;
  private final Leadership leadership;
  private final ExecutorService switching = Executors.newCachedThreadPool();
  private final Clock clock;
  private volatile boolean joined;

  /** Wires an instance; {@link #start()} starts it. */
  public Orchestrator(
      KafkaSettings kafka,
      SecretReader secrets,
      Grants grants,
      MigrationMeasurements measurements,
      CutoverTraces traces,
      Clock clock,
      EvidenceSettings evidence,
      List<CrashPoint> crashPoints) {
    this.clock = clock;
    this.publisher = new TopicPublisher(kafka);
    LoopServices services =
        new LoopServices(
            new TargetDatabases(secrets, kafka.topics().prefix()),
            publisher,
            new LeftTopics(kafka),
            new SwitchRunner(secrets, grants, clock),
            grants,
            measurements,
            this::proven,
            switching,
            clock,
            crashPoints,
            evidence,
            traces,
            new SecretReader(SecretPlaces.OF_CONFIGURATION));
    this.migrations = new MigrationRegistry(services, this::join);
    this.audited = new AuditedMigrations(migrations, services);
    this.reader = new TopicReader(kafka, migrations);
    this.leadership = new Leadership(kafka, migrations::activeChanged);
  }

  /** Returns at once; the instance is ready when its topics are read. */
  public void start() {
    reader.start();
  }

  /** The migrations that this instance knows. */
  public MigrationRegistry migrations() {
    return migrations;
  }

  /** The same for people, whose requests are kept in the history. */
  public AuditedMigrations audited() {
    return audited;
  }

  /**
   * Whether the topics are read and it is settled who is the active instance: before, the only
   * instance would refuse orders as if it stood by.
   */
  public boolean ready() {
    return migrations.ready() && leadership.settled() && reader.alive(clock.instant());
  }

  private boolean proven() {
    return leadership.proven();
  }

  /** Only who knows what the topics hold may become active. */
  private void join() {
    joined = true;
    leadership.start();
  }

  /** Leaves as a crash would: the group learns nothing. For tests of a takeover. */
  public void abandon() {
    if (joined) {
      leadership.abandon();
    }
    closeRest();
  }

  @Override
  public void close() {
    if (joined) {
      leadership.close();
    }
    closeRest();
  }

  private void closeRest() {
    reader.close();
    migrations.close();
    switching.shutdownNow();
    publisher.close();
  }
}
