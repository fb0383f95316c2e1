package io.tributary.cdc.preflight;

import io.tributary.cdc.database.Databases;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SourceKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Looks at sources, target, Kafka Connect and pg_dump, and changes nothing. What does not answer is
 * a failed check, never an exception. Blocking, thread-safe.
 */
@ApplicationScoped
public class PreflightService {
  private final Databases databases;
  private final SourceChecks sourceChecks;
  private final SqliteChecks sqliteChecks;
  private final ChromaChecks chromaChecks = new ChromaChecks();
  private final TargetChecks targetChecks = new TargetChecks();
  private final ConnectCheck connectCheck;
  private final PgDumpCheck pgDumpCheck;

  /** The service, with Connect's address and the directory of pg_dump (empty: in PATH). */
  public PreflightService(
      Databases databases,
      PreflightSettings settings,
      @ConfigProperty(name = "tributary.connect.url", defaultValue = "http://127.0.0.1:8083")
          String connectUrl,
      @ConfigProperty(name = "tributary.schema.pg-bin-directory") Optional<String> pgBinDirectory) {
    Duration timeout = Duration.ofMillis(settings.answerTimeoutMillis());
    this.databases = databases;
    this.sourceChecks = new SourceChecks(settings);
    this.sqliteChecks = new SqliteChecks(settings);
    this.connectCheck = new ConnectCheck(connectUrl, timeout);
    this.pgDumpCheck = new PgDumpCheck(pgBinDirectory, timeout);
  }

  /** Every check with its outcome, sources first. */
  public List<PreflightCheck> check(Migration migration) {
    List<PreflightCheck> checks = new ArrayList<>();
    List<SourceSummary> summaries = new ArrayList<>();
    for (Source source : migration.sources()) {
      switch (source.kind()) {
        case POSTGRESQL -> lookAtPostgres(migration, source, checks, summaries);
        case SQLITE -> sqliteChecks.look(migration, source, checks, summaries);
        case CHROMA -> chromaChecks.look(migration, source, checks, summaries);
      }
    }
    long newest = summaries.stream().mapToLong(SourceSummary::majorVersion).max().orElse(0);
    long target = lookAtTarget(migration, summaries, checks);
    checks.addAll(TableTwiceCheck.look(migration, summaries));
    Set<SourceKind> kinds =
        migration.sources().stream().map(Source::kind).collect(Collectors.toSet());
    if (kinds.contains(SourceKind.POSTGRESQL)) {
      checks.add(pgDumpCheck.look(Math.max(newest, target)));
    }
    checks.addAll(connectCheck.look(kinds));
    return List.copyOf(checks);
  }

  private void lookAtPostgres(
      Migration migration,
      Source source,
      List<PreflightCheck> checks,
      List<SourceSummary> summaries) {
    PreflightCode code = PreflightCode.SOURCE_CONNECTION;
    try (Connection connection = databases.open(source.connection())) {
      checks.add(code.passed(source.name(), source.connection().display() + " answers."));
      SourceReading reading = SourceReading.of(migration, source, new Query(connection));
      summaries.add(SourceSummary.of(reading));
      checks.addAll(sourceChecks.look(reading));
    } catch (TributaryException e) {
      checks.add(code.failed(source.name(), e.getMessage(), "Correct the source's connection."));
    } catch (SQLException e) {
      checks.add(
          code.failed(
              source.name(),
              "The source could not be read: " + e.getMessage(),
              "Try again; look into the server's log if it stays."));
    }
  }

  /** The target's major version, 0 when it is unknown. */
  private long lookAtTarget(
      Migration migration, List<SourceSummary> sources, List<PreflightCheck> checks) {
    PreflightCode code = PreflightCode.TARGET_CONNECTION;
    String subject = TargetReading.SUBJECT;
    try (Connection connection = databases.open(migration.target().connection())) {
      checks.add(code.passed(subject, migration.target().connection().display() + " answers."));
      checks.addAll(
          targetChecks.look(new TargetReading(migration, new Query(connection), sources)));
      return connection.getMetaData().getDatabaseMajorVersion();
    } catch (TributaryException e) {
      checks.add(code.failed(subject, e.getMessage(), "Correct the target's connection."));
    } catch (SQLException e) {
      checks.add(
          code.failed(
              subject,
              "The target could not be read: " + e.getMessage(),
              "Try again; look into the server's log if it stays."));
    }
    return 0;
  }
}
