package io.tributary.cdc.preflight;

import io.smallrye.common.annotation.Identifier;
import io.tributary.cdc.database.DatabaseError;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.database.NearestDatabase;
import io.tributary.cdc.pooler.PoolerPreflight;
import io.tributary.cdc.preflight.check.ClockCheck;
import io.tributary.cdc.preflight.check.PoolerCheck;
import io.tributary.cdc.preflight.check.PreflightSettings;
import io.tributary.cdc.preflight.check.SourceChecks;
import io.tributary.cdc.preflight.check.SourceFindings;
import io.tributary.cdc.preflight.check.SourceSummary;
import io.tributary.cdc.preflight.targetchecks.TargetChecks;
import io.tributary.cdc.preflight.targetchecks.TargetReading;
import io.tributary.cdc.source.kinds.SourcePreflights;
import io.tributary.cdc.worker.ConnectAddress;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.InitialCopy;
import io.tributary.common.plan.source.Source;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import io.tributary.kafka.TopicReplicas;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Checks sources, target, Kafka Connect and the programs that are run, and changes nothing. What
 * does not answer is a failed check, never an exception. Blocking, thread-safe.
 */
@ApplicationScoped
public class PreflightService {
  private final Databases databases;
  private final SourcePreflights sourceChecks;
  private final PoolerPreflight poolers;
  private final ConnectCheck connectCheck;
  private final KafkaCheck kafkaCheck;
  private final ClockCheck<TargetReading> clock;

  /** With Connect's address, and the properties of every client of Kafka. */
  public PreflightService(
      Databases databases,
      SourcePreflights sourceChecks,
      PoolerPreflight poolers,
      PreflightSettings settings,
      ConnectAddress connect,
      Clock clock,
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      @ConfigProperty(name = TopicReplicas.SETTING, defaultValue = "1") short replicas) {
    Duration timeout = Duration.ofMillis(settings.answerTimeoutMillis());
    this.databases = databases;
    this.sourceChecks = sourceChecks;
    this.poolers = poolers;
    this.clock = new ClockCheck<>(clock, settings.clockSkewMillis());
    this.kafkaCheck = new KafkaCheck(broker, new TopicReplicas(replicas), timeout);
    this.connectCheck = new ConnectCheck(connect, timeout);
  }

  /** What was found at the target, and its major version, 0 when it is unknown. */
  private record TargetFindings(List<PreflightCheck> checks, long majorVersion) {}

  /** Every check with its outcome, sources first. */
  public List<PreflightCheck> check(Migration migration) {
    List<SourceFindings> sources =
        SideBySide.each(
            migration.sources().stream()
                .map(source -> new MovingSource(migration, source))
                .toList(),
            sourceChecks::look);
    List<SourceSummary> summaries =
        sources.stream().flatMap(source -> source.summary().stream()).toList();
    TargetFindings target = lookAtTarget(migration, summaries);
    List<SourceChecks> kinds =
        migration.sources().stream()
            .map(Source::kind)
            .distinct()
            .sorted()
            .map(sourceChecks::of)
            .toList();
    long newest =
        summaries.stream()
            .mapToLong(SourceSummary::majorVersion)
            .reduce(target.majorVersion(), Math::max);

    List<PreflightCheck> checks = new ArrayList<>();
    sources.forEach(source -> checks.addAll(source.checks()));
    checks.addAll(target.checks());
    checks.addAll(TableTwiceCheck.look(migration, summaries));
    checks.addAll(MixedWayBackCheck.look(migration));
    migration.sources().stream()
        .map(source -> new MovingSource(migration, source))
        .forEach(moving -> checks.addAll(poolers.look(moving)));
    kinds.forEach(kind -> checks.addAll(kind.lookAtPrograms(newest)));
    checks.addAll(kafkaCheck.look(streamedBytes(migration, summaries)));
    checks.addAll(connectCheck.look(kinds.stream().map(SourceChecks::plugin).toList()));
    return List.copyOf(checks);
  }

  /** Of the sources whose rows pass through a topic at the start. */
  private static long streamedBytes(Migration migration, List<SourceSummary> summaries) {
    Set<String> streamed =
        migration.sources().stream()
            .filter(source -> source.initialCopy() == InitialCopy.STREAM)
            .map(Source::name)
            .collect(Collectors.toSet());
    return summaries.stream()
        .filter(summary -> streamed.contains(summary.source()))
        .mapToLong(SourceSummary::bytes)
        .sum();
  }

  private TargetFindings lookAtTarget(Migration migration, List<SourceSummary> sources) {
    PreflightCode code = PreflightCode.TARGET_CONNECTION;
    String subject = TargetReading.SUBJECT;
    List<PreflightCheck> checks = new ArrayList<>();
    try (DatabaseSession session = databases.open(migration.target().connection())) {
      checks.add(code.passed(subject, migration.target().connection().display() + " answers."));
      try {
        PreflightCheck pooler =
            new PoolerCheck(databases).look(PreflightCode.TARGET_POOLED, subject, session);
        checks.add(pooler);
        if (!PoolerCheck.allows(pooler)) {
          return new TargetFindings(checks, 0);
        }
        TargetReading reading = new TargetReading(migration, session, sources);
        checks.addAll(TargetChecks.ALL.look(reading));
        checks.addAll(clock.look(reading));
        return new TargetFindings(checks, session.serverVersion() / 10_000);
      } catch (DatabaseFailure e) {
        checks.add(
            code.failed(
                subject,
                "The target could not be read: " + e.reason() + ".",
                "Try again; look into the server's log if it stays."));
      }
    } catch (TributaryException e) {
      checks.add(
          (DatabaseError.TLS.code().equals(e.report().code()) ? PreflightCode.TARGET_TLS : code)
              .failed(
                  subject,
                  new NearestDatabase(databases).explained(migration.target().connection(), e),
                  "Correct the target's connection."));
    }
    return new TargetFindings(checks, 0);
  }
}
