package io.tributary.orchestrator.gate;

import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.orchestrator.gate.GateFinding.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of the gate that reads verdicts: every table compared recently enough, and no difference
 * confirmed. Rows that change all the time need not be equal in a comparison under load: nothing
 * moves behind the fence, where a table without the verdict EQUAL is compared in full. Pure.
 */
record ValidationGate(long maxAgeSeconds, Instant now) {

  List<GateFinding> findings(String source, Optional<ValidationObserved> observed) {
    if (observed.isEmpty() || observed.get().passes() == 0) {
      return List.of(
          GateFinding.failed(
              Check.VALIDATION,
              source,
              "The tables of source "
                  + source
                  + " were not all compared yet. Wait for the validator's first pass."));
    }
    List<GateFinding> findings = new ArrayList<>();
    for (TableVerdict table : observed.get().tables()) {
      verdict(source, table).ifPresent(findings::add);
    }
    if (findings.stream().allMatch(GateFinding::passed)) {
      int equal = observed.get().tables().size() - findings.size();
      findings.add(
          0,
          GateFinding.passed(
              Check.VALIDATION, source, equal + " tables were found equal recently."));
    }
    return findings;
  }

  private Optional<GateFinding> verdict(String source, TableVerdict table) {
    return switch (table.verdict()) {
      case EQUAL -> age(source, table);
      case DIFFERENT ->
          failed(
              source,
              table,
              table.findings().differenceCount()
                  + " rows of "
                  + table.table()
                  + " differ. The validation topic names their keys; mend the cause first.");
      case UNSETTLED -> unsettled(source, table);
      case FAILED ->
          failed(
              source,
              table,
              table.table() + " could not be compared. The validator's log says why.");
    };
  }

  /** No difference was confirmed; what moved all the time is looked at once nothing moves. */
  private Optional<GateFinding> unsettled(String source, TableVerdict table) {
    if (!table.searchedThrough()) {
      return failed(
          source,
          table,
          "So many rows of "
              + table.table()
              + " differed at first that not all were looked at. Ask again; each pass tries anew.");
    }
    Optional<GateFinding> old = age(source, table);
    return old.isPresent()
        ? old
        : Optional.of(
            GateFinding.passed(
                Check.VALIDATION,
                source,
                table.table(),
                table.table()
                    + ": UNSETTLED, "
                    + table.findings().unsettledRows()
                    + " rows changed in every comparison, the others were equal. It is compared in"
                    + " full behind the fence."));
  }

  private Optional<GateFinding> age(String source, TableVerdict table) {
    long age = Duration.between(table.time().comparedAt(), now).toSeconds();
    return age <= maxAgeSeconds
        ? Optional.empty()
        : failed(
            source,
            table,
            table.table()
                + " was last compared "
                + age
                + " s ago; the limit is "
                + maxAgeSeconds
                + " s (cutover.validation-max-age-seconds). Wait for the validator's next pass.");
  }

  private static Optional<GateFinding> failed(String source, TableVerdict table, String message) {
    return Optional.of(GateFinding.failed(Check.VALIDATION, source, table.table(), message));
  }
}
