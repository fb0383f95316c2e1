package io.tributary.cdc.source.kinds;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.preflight.check.ClockCheck;
import io.tributary.cdc.preflight.check.PreflightSettings;
import io.tributary.cdc.preflight.check.SourceChecks;
import io.tributary.cdc.preflight.check.SourceFindings;
import io.tributary.cdc.source.chroma.preflight.ChromaSourceChecks;
import io.tributary.cdc.source.postgresql.preflight.PgDumpCheck;
import io.tributary.cdc.source.postgresql.preflight.PostgresSourceChecks;
import io.tributary.cdc.source.postgresql.preflight.WayBackChecks;
import io.tributary.cdc.source.sqlite.preflight.SqliteSourceChecks;
import io.tributary.checks.file.FileChecks;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.topic.TopicNames;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The preflights of all kinds of source. Thread-safe. */
@Singleton
public class SourcePreflights {
  private final Map<SourceKind, SourceChecks> kinds;
  private final WayBackChecks wayBack;

  /**
   * With the prefix of this installation's topics, and the directory of pg_dump (empty: in PATH).
   */
  public SourcePreflights(
      Databases databases,
      PreflightSettings settings,
      Clock clock,
      @ConfigProperty(name = "tributary.topic-prefix", defaultValue = "tributary")
          String topicPrefix,
      @ConfigProperty(name = "tributary.schema.pg-bin-directory") Optional<String> pgBinDirectory) {
    TopicNames topics = new TopicNames(topicPrefix);
    FileChecks files =
        FileChecks.ofServices(settings.integrityCheckMillis(), topics, ServiceGrants.configured());
    PgDumpCheck pgDump =
        new PgDumpCheck(pgBinDirectory, Duration.ofMillis(settings.answerTimeoutMillis()));
    this.wayBack = new WayBackChecks(databases, topics);
    this.kinds =
        Map.of(
            SourceKind.POSTGRESQL,
            new PostgresSourceChecks(
                databases,
                topics,
                pgDump,
                new ClockCheck<>(clock, settings.clockSkewMillis()),
                settings.longTransactionSeconds()),
            SourceKind.SQLITE,
            new SqliteSourceChecks(files),
            SourceKind.CHROMA,
            new ChromaSourceChecks(files));
  }

  /** What is found of one source, and of its way back where it has one. */
  public SourceFindings look(MovingSource moving) {
    SourceFindings found = of(moving.source().kind()).look(moving);
    return moving.returns() ? found.and(wayBack.look(moving)) : found;
  }

  /** The preflight of a kind. */
  public SourceChecks of(SourceKind kind) {
    return Objects.requireNonNull(kinds.get(kind), "every kind is listed");
  }
}
