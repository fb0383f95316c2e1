package io.tributary.orchestrator.gate;

import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.orchestrator.gate.GateFinding.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The part of the gate that reads verdicts: every table compared as a whole once, no difference
 * confirmed, and so little changed since that it can be compared in the moments before the fence.
 * Rows that change all the time need not be equal in a comparison under load: nothing moves behind
 * the fence, where a table without the verdict EQUAL is compared in full. Pure.
 *
 * @param scrubWithinSeconds how long ago all rows of each table may have been compared; empty for
 *     any time since the validator followed its changes
 * @param now the moment of the decision
 */
record ValidationGate(OptionalLong scrubWithinSeconds, Instant now) {
  /** What is compared by keys in the rehearsal, whose time is limited. */
  private static final Duration MOST_LEFT = Duration.ofSeconds(2);

  /** The validator reports at least every few seconds. */
  private static final Duration REPORT_MAX_AGE = Duration.ofSeconds(30);

  List<GateFinding> findings(String source, Optional<ValidationObserved> observed) {
    if (observed.filter(ValidationGate::allCompared).isEmpty()) {
      return List.of(notAll(source, observed));
    }
    List<GateFinding> findings = new ArrayList<>();
    for (TableVerdict table : observed.get().tables()) {
      verdict(source, table).ifPresent(findings::add);
    }
    reported(source, observed.get()).ifPresent(findings::add);
    changed(source, observed.get().ledger()).ifPresent(findings::add);
    if (findings.stream().allMatch(GateFinding::passed)) {
      int equal = observed.get().tables().size() - findings.size();
      findings.add(
          0,
          GateFinding.passed(
              Check.VALIDATION,
              source,
              equal
                  + " tables are equal; "
                  + observed.get().ledger().changedRows()
                  + " rows changed and are being compared."));
    }
    return findings;
  }

  /** Also those that came since the first pass. */
  private static boolean allCompared(ValidationObserved observed) {
    int tables = observed.ledger().tables();
    return observed.tables().size() >= tables && (observed.passes() > 0 || tables > 0);
  }

  private static GateFinding notAll(String source, Optional<ValidationObserved> observed) {
    String progress =
        observed
            .map(o -> " (%d of %d)".formatted(o.tables().size(), o.ledger().tables()))
            .orElse("");
    return GateFinding.failed(
        Check.VALIDATION,
        source,
        "The tables of source "
            + source
            + " were not all compared yet"
            + progress
            + ". Wait for the validator's first pass.");
  }

  /** What nobody compares any more is not known to be equal. */
  private Optional<GateFinding> reported(String source, ValidationObserved observed) {
    Duration age = Duration.between(observed.at(), now);
    return age.compareTo(REPORT_MAX_AGE) <= 0
        ? Optional.empty()
        : Optional.of(
            GateFinding.failed(
                Check.VALIDATION,
                source,
                "The validator last reported on source "
                    + source
                    + " "
                    + age.toSeconds()
                    + " s ago. Check that it is running, and that the clocks agree."));
  }

  private static Optional<GateFinding> changed(String source, LedgerObserved ledger) {
    if (ledger.anew() > 0) {
      return Optional.of(
          GateFinding.failed(
              Check.VALIDATION,
              source,
              ledger.anew()
                  + " tables of source "
                  + source
                  + " are being compared as a whole once more, because much of them changed or a"
                  + " row is in doubt. Wait until that is done."));
    }
    return ledger.expectedMillis().orElse(0) <= MOST_LEFT.toMillis()
        ? Optional.empty()
        : Optional.of(
            GateFinding.failed(
                Check.VALIDATION,
                source,
                ledger.changedRows()
                    + " rows of source "
                    + source
                    + " changed and were not compared yet, which takes about "
                    + ledger.expectedMillis().orElse(0) / 1_000
                    + " s. Wait until they are."));
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
                    + " rows changed in every comparison, the others were equal. They are compared"
                    + " behind the fence, in a small table or one of a file all rows."));
  }

  private Optional<GateFinding> age(String source, TableVerdict table) {
    if (scrubWithinSeconds.isEmpty()) {
      return Optional.empty();
    }
    long limit = scrubWithinSeconds.getAsLong();
    Instant scrubbed = table.time().scrubbedAt();
    if (scrubbed != null && Duration.between(scrubbed, now).toSeconds() <= limit) {
      return Optional.empty();
    }
    return failed(
        source,
        table,
        table.table()
            + (scrubbed == null
                ? " was not compared as a whole since this validator knows it"
                : " was last compared as a whole "
                    + Duration.between(scrubbed, now).toSeconds()
                    + " s ago")
            + "; the limit is "
            + limit
            + " s (validation.scrub-within-seconds). Wait for the validator's next pass.");
  }

  private static Optional<GateFinding> failed(String source, TableVerdict table, String message) {
    return Optional.of(GateFinding.failed(Check.VALIDATION, source, table.table(), message));
  }
}
