package io.tributary.orchestrator.gate;

import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SourceKind;
import io.tributary.orchestrator.gate.Finding.Check;
import java.util.List;
import java.util.Optional;

/**
 * The part of the gate that looks at rows kept aside: the target is to be opened without them only
 * where the operator has said how many he leaves behind. Looked at again by a running cutover.
 * Pure.
 *
 * @param plan the migration
 */
public record QuarantineGate(Migration plan) {
  private static final int SHOWN = 10;

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
    if (!plan.cutover().acceptedNames(source).isEmpty() || named(source, rows)) {
      return Optional.of(byName(observed));
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

  /** A record that Chroma has lost is accepted by its name, as long as they can be named. */
  private boolean named(String source, long rows) {
    return kind(source) == SourceKind.CHROMA && rows <= StreamProgress.MOST_NAMES;
  }

  private Finding byName(SourceObserved observed) {
    String source = observed.source();
    long rows = observed.stream().quarantined();
    List<String> accepted = plan.cutover().acceptedNames(source);
    List<String> names = observed.stream().quarantinedNames();
    List<String> others = names.stream().filter(name -> !accepted.contains(name)).toList();
    String found = "%d rows of source %s are quarantined; ".formatted(rows, source);
    if (names.size() < rows) {
      return Finding.failed(
          Check.QUARANTINE,
          source,
          found + "so many are not accepted by name: give their number in accept-quarantined.");
    }
    return others.isEmpty()
        ? Finding.passed(
            Check.QUARANTINE, source, found + "they stay behind, the file accepts each by name.")
        : Finding.failed(
            Check.QUARANTINE,
            source,
            found
                + "the file does not accept "
                + String.join(", ", others.stream().limit(SHOWN).toList())
                + (others.size() > SHOWN ? " and " + (others.size() - SHOWN) + " more" : "")
                + ". Have the application write them anew, or name them under"
                + " cutover.accept-quarantined."
                + source
                + ". GET /migrations/"
                + plan.name()
                + "/quarantine says why they are there.");
  }

  private boolean converts(String source) {
    SourceKind kind = kind(source);
    return kind == SourceKind.SQLITE || kind == SourceKind.CHROMA;
  }

  private SourceKind kind(String source) {
    return plan.sources().stream()
        .filter(each -> each.name().equals(source))
        .findFirst()
        .map(Source::kind)
        .orElse(null);
  }
}
