package io.tributary.orchestrator.loop;

import static org.awaitility.Awaitility.await;

import io.tributary.common.event.CutoverStep;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.secret.SecretRef;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.KafkaFixture;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.kafka.TopicReplicas;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.SimulatedServices;
import io.tributary.orchestrator.evidence.EvidenceSettings;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.health.HealthLevel;
import io.tributary.orchestrator.metrics.MigrationMeasurements;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.topic.KafkaSettings;
import io.tributary.tracing.CutoverTraces;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Real broker, real target, instances of the orchestrator, and players for the other services. */
final class OrchestratorBench implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration LONG = Duration.ofSeconds(30);

  final PostgresServer server;
  final String prefix = "orchestrator-" + COUNT.incrementAndGet();
  final SimulatedServices services;
  final DatabaseAddress target;

  OrchestratorBench() {
    this(PostgresFixture.target());
  }

  OrchestratorBench(PostgresServer server) {
    this.server = server;
    String database = prefix.replace('-', '_');
    server.createDatabase(database);
    this.target =
        new DatabaseAddress(
            server.host(),
            server.port(),
            database,
            server.superuser(),
            SecretRef.env("PW"),
            TlsMode.PREFER);
    this.services = new SimulatedServices(KafkaFixture.bootstrapServers(), prefix);
  }

  /** A started instance; it may have to stand by. */
  Orchestrator instance(String id) {
    return instance(id, EvidenceSettings.plain("test"));
  }

  /** The same with reports that are signed or written to files. */
  Orchestrator instance(String id, EvidenceSettings evidence) {
    Orchestrator orchestrator =
        new Orchestrator(
            new KafkaSettings(
                Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()),
                new TopicNames(prefix),
                new TopicReplicas((short) 1),
                id),
            new SecretReader(
                name -> name.equals("PW") ? server.password() : null, AllGrants.EVERYTHING),
            AllGrants.EVERYTHING,
            new NoMeasurements(),
            CutoverTraces.OFF,
            Clock.systemUTC(),
            evidence,
            List.of());
    orchestrator.start();
    await().atMost(LONG).until(orchestrator::ready);
    return orchestrator;
  }

  /** A started instance that has become the active one. */
  Orchestrator active(String id) {
    return active(id, EvidenceSettings.plain("test"));
  }

  /** The same with reports that are signed or written to files. */
  Orchestrator active(String id, EvidenceSettings evidence) {
    Orchestrator orchestrator = instance(id, evidence);
    await().atMost(LONG).until(() -> orchestrator.migrations().active());
    return orchestrator;
  }

  Migration plan(String name, String... sources) {
    return Plans.at(target, Plans.of(name, sources));
  }

  /** The same with a way back, whose sources are a database that answers when the gate asks it. */
  Migration returning(String name, String... sources) {
    DatabaseAddress home =
        new DatabaseAddress(
            target.host(),
            target.port(),
            "postgres",
            target.user(),
            target.password(),
            target.tls());
    return Plans.returning(home, plan(name, sources));
  }

  /** Creates and starts a migration and waits until the gate of a cutover is open. */
  static void replicate(Orchestrator orchestrator, Migration plan) {
    orchestrator.migrations().create(plan);
    order(orchestrator, plan, Order.Plain.START);
    awaitState(orchestrator, plan, "Replicating");
    await()
        .atMost(LONG)
        .until(
            () ->
                order(orchestrator, plan, Order.dryRun()) instanceof OrderReply.Planned planned
                    && planned.findings().stream().allMatch(f -> f.passed()));
  }

  static OrderReply order(Orchestrator orchestrator, Migration plan, Order order) {
    return orchestrator.migrations().order(plan.name(), order, Optional.empty());
  }

  /** Orders a cutover with an idempotency key, past the look at rows and actions. */
  static OrderReply cutover(Orchestrator orchestrator, Migration plan, String id, String key) {
    return order(orchestrator, plan, new Order.Cutover(id, Optional.of(key), GateLook.NONE));
  }

  static MigrationRecord record(Orchestrator orchestrator, Migration plan) {
    return orchestrator.migrations().known(plan.name()).record().orElseThrow();
  }

  /** The code of the migration's problem, empty without one. */
  static String lastError(Orchestrator orchestrator, Migration plan) {
    return record(orchestrator, plan).state().problem().map(error -> error.code()).orElse("");
  }

  static void awaitState(Orchestrator orchestrator, Migration plan, String label) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> label(orchestrator, plan).equals(label));
  }

  static String label(Orchestrator orchestrator, Migration plan) {
    return orchestrator
        .migrations()
        .known(plan.name())
        .record()
        .map(record -> record.state().label())
        .orElse("unknown");
  }

  @Override
  public void close() throws InterruptedException {
    services.close();
  }

  private static final class NoMeasurements implements MigrationMeasurements {
    @Override
    public void state(MigrationRecord record) {}

    @Override
    public void health(String migration, HealthLevel health) {}

    @Override
    public void forgotten(String migration) {}

    @Override
    public void step(CutoverStep step) {}
  }
}
