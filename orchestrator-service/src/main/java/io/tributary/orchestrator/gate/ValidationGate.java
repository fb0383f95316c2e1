package io.tributary.orchestrator.gate;

import io.tributary.common.event.TableVerdict;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.orchestrator.gate.Finding.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The part of the gate that reads verdicts: every table equal, and recently enough. Pure. */
record ValidationGate(long maxAgeSeconds, Instant now) {

  List<Finding> findings(String source, Optional<ValidationObserved> observed) {
    if (observed.isEmpty() || observed.get().passes() == 0) {
      return List.of(
          Finding.failed(
              Check.VALIDATION,
              source,
              "The tables of source "
                  + source
                  + " were not all compared yet. Wait for the validator's first pass."));
    }
    List<Finding> findings = new ArrayList<>();
    for (TableVerdict table : observed.get().tables()) {
      verdict(source, table).ifPresent(findings::add);
    }
    if (findings.isEmpty()) {
      int count = observed.get().tables().size();
      findings.add(
          Finding.passed(Check.VALIDATION, source, count + " tables were found equal recently."));
    }
    return findings;
  }

  private Optional<Finding> verdict(String source, TableVerdict table) {
    return switch (table.verdict()) {
      case EQUAL -> age(source, table);
      case DIFFERENT ->
          failed(
              source,
              table,
              table.differenceCount()
                  + " rows of "
                  + table.table()
                  + " differ. The validation topic names their keys; mend the cause first.");
      case UNSETTLED ->
          failed(
              source,
              table,
              table.table()
                  + " is not yet proved equal: "
                  + table.unsettledRows()
                  + " rows changed in every comparison. Ask again; each pass tries anew.");
      case FAILED ->
          failed(
              source,
              table,
              table.table() + " could not be compared. The validator's log says why.");
    };
  }

  private Optional<Finding> age(String source, TableVerdict table) {
    long age = Duration.between(table.comparedAt(), now).toSeconds();
    return age <= maxAgeSeconds
        ? Optional.empty()
        : failed(
            source,
            table,
            table.table()
                + " was found equal "
                + age
                + " s ago; the limit is "
                + maxAgeSeconds
                + " s (cutover.validation-max-age-seconds). Wait for the validator's next pass.");
  }

  private static Optional<Finding> failed(String source, TableVerdict table, String message) {
    return Optional.of(Finding.failed(Check.VALIDATION, source, table.table(), message));
  }
}
