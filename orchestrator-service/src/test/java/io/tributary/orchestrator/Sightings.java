package io.tributary.orchestrator;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.measure.HeldClients;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.PoolerObserved;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightObserved;
import io.tributary.common.observed.QueryTrial;
import io.tributary.common.observed.RehearsedComparison;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.observed.SourceAnswers;
import io.tributary.common.observed.SourceBacklog;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.SourceProblems;
import io.tributary.common.observed.SourceStanding;
import io.tributary.common.observed.StreamLag;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.common.verdict.ComparedTable;
import io.tributary.common.verdict.ComparisonTime;
import io.tributary.common.verdict.RowCounts;
import io.tributary.common.verdict.RowFindings;
import io.tributary.common.verdict.TableDigests;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.gate.GateLook;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the other services would report, for tests. */
public record Sightings(String migration, long generation, Instant now) {

  /** A source in a phase. */
  public SourceObserved source(String name, SourcePhase phase, boolean achieved) {
    return source(name, phase, achieved, null, null);
  }

  /** A source that streams and has reached its goal. */
  public SourceObserved streaming(String name) {
    return source(name, SourcePhase.STREAMING, true);
  }

  /** A source that streams, and a table of it that was ordered to begin anew. */
  public SourceObserved restarting(String name, TableRestartObserved.Phase phase) {
    SourceObserved seen = streaming(name);
    return new SourceObserved(
        seen.id(),
        seen.standing(),
        seen.connector(),
        seen.stream(),
        new SourceAnswers(
            null,
            null,
            null,
            null,
            null,
            List.of(new TableRestartObserved("public.t", generation, phase, 0, null)),
            List.of()),
        seen.problems(),
        now);
  }

  /** A source that streams, and has tables that are newer than its capture. */
  public SourceObserved withNew(String name, String... tables) {
    SourceObserved seen = streaming(name);
    return new SourceObserved(
        seen.id(),
        seen.standing(),
        seen.connector(),
        seen.stream(),
        new SourceAnswers(null, null, null, null, null, List.of(), List.of(tables)),
        seen.problems(),
        now);
  }

  /** A source that streams and has so many dead letters. */
  public SourceObserved settingAside(String name, long deadLetters) {
    SourceObserved seen = streaming(name);
    StreamProgress stream = seen.stream();
    return new SourceObserved(
        seen.id(),
        seen.standing(),
        seen.connector(),
        new StreamProgress(
            stream.position(),
            stream.offset(),
            stream.snapshot(),
            stream.applied(),
            stream.lag(),
            stream.backlog(),
            new QuarantineContent(deadLetters, 0, List.of())),
        seen.answers(),
        seen.problems(),
        now);
  }

  /** A source that refuses writes under a token. */
  public SourceObserved fenced(String name, String token, boolean drained) {
    return source(
        name,
        drained ? SourcePhase.DRAINED : SourcePhase.FENCED,
        drained,
        new FenceObserved(token, 42, drained, now, 0, drained ? QuarantineContent.NOTHING : null),
        null);
  }

  /** A source that reports an error. */
  public SourceObserved failing(String name) {
    return source(
        name,
        SourcePhase.STREAMING,
        false,
        null,
        new ErrorReport("TRB-TEST", ErrorType.EXTERNAL, true, "It broke.", Map.of()));
  }

  /** A source that streams, and of which somebody should look at these. */
  public SourceObserved warning(String name, ErrorReport... warnings) {
    SourceObserved seen = streaming(name);
    return new SourceObserved(
        seen.id(),
        seen.standing(),
        seen.connector(),
        seen.stream(),
        seen.answers(),
        new SourceProblems(null, List.of(warnings)),
        seen.at());
  }

  /** A look that found nothing aside of these sources, and no switch actions. */
  public static GateLook nothingAside(String... sources) {
    return new GateLook(
        Arrays.stream(sources)
            .collect(Collectors.toMap(name -> name, name -> QuarantineContent.NOTHING)),
        List.of());
  }

  /** A source with everything given. */
  public SourceObserved source(
      String name, SourcePhase phase, boolean achieved, FenceObserved fence, ErrorReport error) {
    return new SourceObserved(
        new StreamId(migration, name),
        new SourceStanding(generation, phase, achieved),
        "RUNNING",
        StreamProgress.none(),
        new SourceAnswers(fence, null),
        SourceProblems.of(error),
        now);
  }

  /** The pooler of a source. */
  public PoolerObserved pooler(
      String name, boolean achieved, @Nullable HeldClients held, @Nullable ErrorReport error) {
    return new PoolerObserved(migration, name, generation, achieved, false, held, error, now);
  }

  /** A stream with a lag. */
  public SourceObserved lagging(String name, long lagMillis) {
    OptionalLong lag = lagMillis < 0 ? OptionalLong.empty() : OptionalLong.of(lagMillis);
    return new SourceObserved(
        new StreamId(migration, name),
        new SourceStanding(generation, SourcePhase.STREAMING, true),
        "RUNNING",
        StreamProgress.none().behind(lag, SourceBacklog.unknown()),
        SourceAnswers.none(),
        SourceProblems.of(null),
        now);
  }

  /** A source that was rehearsed, with what that took. */
  public SourceObserved rehearsed(String name, RehearsedSteps took) {
    return new SourceObserved(
        new StreamId(migration, name),
        new SourceStanding(generation, SourcePhase.STREAMING, true),
        "RUNNING",
        passing(new StreamLag(OptionalLong.of(0), 2, 5)),
        new SourceAnswers(null, null, null, took),
        SourceProblems.of(null),
        now);
  }

  private static StreamProgress passing(StreamLag lag) {
    StreamProgress none = StreamProgress.none();
    return new StreamProgress(
        none.position(),
        none.offset(),
        none.snapshot(),
        none.applied(),
        lag,
        none.backlog(),
        none.aside());
  }

  /** A verification that was rehearsed for a cutover. */
  public ValidationObserved rehearsed(String name, String cutoverId) {
    return rehearsed(name, cutoverId, new RehearsedComparison(1, 2, 3));
  }

  /** The same with what that took. */
  public ValidationObserved rehearsed(String name, String cutoverId, RehearsedComparison took) {
    return timed(name, cutoverId, took, List.of());
  }

  /** The same with queries that were timed. */
  public ValidationObserved timed(
      String name, String cutoverId, RehearsedComparison took, List<QueryTrial> queries) {
    return new ValidationObserved(
        migration,
        name,
        generation,
        cutoverId,
        took,
        null,
        3,
        LedgerObserved.NONE,
        List.of(table(name, Verdict.EQUAL, now)),
        queries,
        now);
  }

  /** One table of a source with this verdict, verified for a cutover or not (null). */
  public ValidationObserved validation(String name, String cutoverId, Verdict verdict) {
    return new ValidationObserved(
        migration,
        name,
        generation,
        cutoverId,
        cutoverId,
        3,
        LedgerObserved.NONE,
        List.of(table(name, verdict, now)),
        now);
  }

  /** A verdict. */
  public TableVerdict table(String source, Verdict verdict, Instant comparedAt) {
    return new TableVerdict(
        new ComparedTable(migration, source, "public.t", source + ".t"),
        new RowCounts(5, 5, 0),
        verdict,
        42,
        new TableDigests("aa", "aa"),
        new RowFindings(
            List.of(), verdict == Verdict.DIFFERENT ? 1 : 0, verdict == Verdict.UNSETTLED ? 2 : 0),
        TableVerdict.Scope.FULL,
        ComparisonTime.ofAllRows(comparedAt, 1),
        List.of(),
        null);
  }

  /** A preflight with one check. */
  public PreflightObserved preflight(PreflightCheck.Result result) {
    return new PreflightObserved(
        migration,
        generation,
        List.of(new PreflightCheck("TRB-PREFLIGHT-TEST", "a", result, "found", "fix")),
        now);
  }
}
