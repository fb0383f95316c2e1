package io.tributary.orchestrator.gate;

import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.SourceKind;
import io.tributary.orchestrator.gate.Finding.Check;
import java.util.Optional;

/**
 * The part of the gate that looks at rows kept aside: the target is to be opened without them only
 * where the operator has said how many he leaves behind. Looked at again by a running cutover.
 * Pure.
 *
 * @param plan the migration
 */
public record QuarantineGate(Migration plan) {

  /** The finding; empty for a source whose rows are not converted. */
  public Optional<Finding> finding(SourceObserved observed) {
    String source = observed.source();
    long rows = observed.stream().quarantined();
    long accepted = plan.cutover().accepted(source);
    if (rows == 0) {
      return converts(source)
          ? Optional.of(Finding.passed(Check.QUARANTINE, source, "No quarantined rows."))
          : Optional.empty();
    }
    String found = "%d rows of source %s are quarantined; ".formatted(rows, source);
    return Optional.of(
        rows <= accepted
            ? Finding.passed(
                Check.QUARANTINE,
                source,
                found + "they stay behind, the file accepts " + accepted + ".")
            : Finding.failed(
                Check.QUARANTINE,
                source,
                found
                    + "the file accepts "
                    + accepted
                    + " (cutover.accept-quarantined). GET /migrations/"
                    + plan.name()
                    + "/quarantine lists them; correct them at the source, or mend the target and"
                    + " order replay."));
  }

  private boolean converts(String source) {
    return plan.sources().stream()
        .filter(each -> each.name().equals(source))
        .anyMatch(each -> each.kind() == SourceKind.SQLITE);
  }
}
