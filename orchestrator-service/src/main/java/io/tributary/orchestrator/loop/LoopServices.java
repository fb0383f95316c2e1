package io.tributary.orchestrator.loop;

import io.tributary.common.grant.Grants;
import io.tributary.common.secret.SecretReader;
import io.tributary.orchestrator.evidence.EvidenceSettings;
import io.tributary.orchestrator.metrics.MigrationMeasurements;
import io.tributary.orchestrator.store.TargetDatabases;
import io.tributary.orchestrator.switching.SwitchRunner;
import io.tributary.orchestrator.topic.LeftTopics;
import io.tributary.orchestrator.topic.TopicPublisher;
import io.tributary.tracing.CutoverTraces;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * What the loops of all migrations share; all of it is thread-safe.
 *
 * @param leftTopics finds what earlier migrations have left
 * @param grants what migration files may name
 * @param stillActive asks the broker whether this instance is the active one; blocks
 * @param background runs switch actions
 * @param crashPoints a test hook, usually empty
 * @param evidence what becomes of reports
 * @param traces is told the spans of changes of sides
 * @param ownSecrets reads secrets that the service's own configuration names
 */
record LoopServices(
    TargetDatabases targets,
    TopicPublisher publisher,
    LeftTopics leftTopics,
    SwitchRunner switches,
    Grants grants,
    MigrationMeasurements measurements,
    BooleanSupplier stillActive,
    Executor background,
    Clock clock,
    List<CrashPoint> crashPoints,
    EvidenceSettings evidence,
    CutoverTraces traces,
    SecretReader ownSecrets) {}
