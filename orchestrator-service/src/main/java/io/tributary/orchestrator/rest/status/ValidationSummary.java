package io.tributary.orchestrator.rest.status;

import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the validator last found for one source. */
@Schema(description = "The latest verdicts of a source's tables")
public record ValidationSummary(
    @Schema(
            description = "Tables of the source that move, also those that were not compared yet",
            examples = "41")
        int tables,
    @Schema(description = "Tables compared at least once", examples = "41") int compared,
    @Schema(description = "Tables found equal", examples = "41") long equal,
    @Schema(description = "Tables with a difference", examples = "0") long different,
    @Schema(description = "Tables with rows that never came to rest", examples = "0")
        long unsettled,
    @Schema(description = "Tables that could not be compared", examples = "0") long failed,
    @Schema(description = "Passes over all tables", examples = "12") long passes,
    @Schema(
            description =
                "Tables that stand as equal: all their rows were, and what changed since is"
                    + " compared as it comes",
            examples = "41")
        int verified,
    @Schema(
            description =
                "Ranges of keys by which the tables are compared; one of each table that is not cut",
            examples = "83")
        int ranges,
    @Schema(
            description =
                "Ranges that stand as equal, also of a table that is being compared for the first"
                    + " time",
            examples = "83")
        int verifiedRanges,
    @Schema(description = "Tables that wait to be compared as a whole once more", examples = "0")
        int comparingAnew,
    @Schema(description = "Rows that changed and were not compared yet", examples = "37")
        long changedRows,
    @Schema(
            description = "Changed rows that are compared in a second; 0 before it was measured",
            examples = "52000")
        long rowsPerSecond,
    @Schema(description = "How long the changed rows take at that rate", examples = "1")
        @Nullable Long expectedMillis,
    @Schema(description = "The oldest of the tables' last comparisons of all rows")
        @Nullable Instant oldest,
    @Schema(description = "The cutover for which it was verified behind the fence")
        @Nullable String verifiedCutoverId,
    @Schema(description = "The latest verdict of each table") List<TableVerdict> verdicts) {

  /** A dry run of a repair shows the others. */
  private static final int ROWS_SHOWN = 3;

  public static ValidationSummary of(ValidationObserved observed) {
    List<TableVerdict> verdicts = observed.tables();
    return new ValidationSummary(
        all(observed),
        verdicts.size(),
        count(verdicts, Verdict.EQUAL),
        count(verdicts, Verdict.DIFFERENT),
        count(verdicts, Verdict.UNSETTLED),
        count(verdicts, Verdict.FAILED),
        observed.passes(),
        observed.ledger().verified(),
        observed.ledger().ranges(),
        observed.ledger().verifiedRanges(),
        observed.ledger().anew(),
        observed.ledger().changedRows(),
        observed.ledger().rowsPerSecond(),
        expected(observed),
        verdicts.stream()
            .flatMap(verdict -> Optional.ofNullable(verdict.time().scrubbedAt()).stream())
            .min(Instant::compareTo)
            .orElse(null),
        observed.verifiedCutoverId(),
        verdicts.stream().map(verdict -> verdict.describing(ROWS_SHOWN)).toList());
  }

  /** The same with numbers alone. */
  ValidationSummary withoutVerdicts() {
    return new ValidationSummary(
        tables,
        compared,
        equal,
        different,
        unsettled,
        failed,
        passes,
        verified,
        ranges,
        verifiedRanges,
        comparingAnew,
        changedRows,
        rowsPerSecond,
        expectedMillis,
        oldest,
        verifiedCutoverId,
        List.of());
  }

  /** A ledger that has not read the mapping yet, or an older one, knows no tables. */
  private static int all(ValidationObserved observed) {
    int mapped = observed.ledger().tables();
    return mapped > 0 ? mapped : observed.tables().size();
  }

  private static @Nullable Long expected(ValidationObserved observed) {
    OptionalLong millis = observed.ledger().expectedMillis();
    return millis.isPresent() ? millis.getAsLong() : null;
  }

  private static long count(List<TableVerdict> verdicts, Verdict verdict) {
    return verdicts.stream().filter(v -> v.verdict() == verdict).count();
  }
}
