package io.tributary.local.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.local.client.SourceAnswer;
import io.tributary.local.client.ValidationAnswer;
import io.tributary.local.view.StatusDocument.ProblemLine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One source, or its way back, in a {@link StatusDocument}.
 *
 * @param percent of the copy, by an estimate; null when unknown
 * @param remainingSeconds until the rows of the copy are in; null when unknown
 * @param lagMillis the age of the oldest change that is not applied; null when unknown
 * @param tables that move; 0 before the validator knows them
 * @param verified of them that stand as equal
 * @param fenced whether it refuses writes where it reads from
 * @param tableRestarts tables that were ordered to begin anew, the done ones too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamLine(
    String name,
    String phase,
    long rows,
    @Nullable Integer percent,
    @Nullable Long remainingSeconds,
    long changes,
    @Nullable Long lagMillis,
    int tables,
    int verified,
    long different,
    boolean fenced,
    @Nullable ProblemLine problem,
    List<ProblemLine> warnings,
    List<TableRestartLine> tableRestarts) {

  /**
   * One table that was ordered to begin anew.
   *
   * @param rows that were written anew so far; 0 of a file, whose connector sends them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TableRestartLine(
      String table, String phase, long rows, @Nullable ProblemLine problem) {
    static TableRestartLine of(TableRestartObserved seen) {
      return new TableRestartLine(
          seen.table(), seen.phase().name(), seen.rows(), ProblemLine.of(seen.error()));
    }
  }

  static StreamLine of(SourceAnswer source) {
    Optional<StreamProgress> stream = Optional.ofNullable(source.stream());
    Optional<ValidationAnswer> found = Optional.ofNullable(source.validation());
    OptionalLong lag = stream.map(s -> s.lag().millis()).orElse(OptionalLong.empty());
    OptionalLong left =
        stream.map(s -> s.snapshot().remainingSeconds()).orElse(OptionalLong.empty());
    return new StreamLine(
        source.name(),
        source.phase().name(),
        stream.map(s -> s.snapshot().rows()).orElse(0L),
        source.snapshotPercent(),
        left.isPresent() ? (Long) left.getAsLong() : null,
        stream.map(s -> s.applied().changes()).orElse(0L),
        lag.isPresent() ? (Long) lag.getAsLong() : null,
        found.map(ValidationAnswer::tables).orElse(0),
        found.map(ValidationAnswer::verified).orElse(0),
        found.map(ValidationAnswer::different).orElse(0L),
        source.fence() != null,
        ProblemLine.of(source.error()),
        Optional.ofNullable(source.warnings()).orElse(List.of()).stream()
            .map(warning -> new ProblemLine(warning.code(), warning.retryable(), warning.message()))
            .toList(),
        Optional.ofNullable(source.tableRestarts()).orElse(List.of()).stream()
            .map(TableRestartLine::of)
            .toList());
  }

  /** Rows of the copy, and what came since. */
  String progress() {
    String copied = TextForm.grouped(rows) + " rows";
    return percent != null && percent < 100
        ? copied + ", " + percent + "%" + left()
        : copied + ", " + TextForm.grouped(changes) + " changes";
  }

  private String left() {
    return remainingSeconds == null ? "" : ", " + TextForm.seconds(remainingSeconds) + " left";
  }

  String lag() {
    return lagMillis == null ? "unknown" : TextForm.millis(lagMillis);
  }

  String share() {
    if (tables == 0) {
      return "not yet";
    }
    String all = verified + " of " + tables + " tables, " + 100L * verified / tables + "%";
    return different == 0 ? all : all + ", " + different + " DIFFERENT";
  }
}
