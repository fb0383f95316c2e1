package io.tributary.local.init.propose;

import io.tributary.common.plan.rule.ConversionName;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a proposal says for people. Pure. */
final class ProposalWords {
  private ProposalWords() {}

  /** What was seen, such as {@code 3,211 of 3,214 values are UUIDs}. */
  static String seen(ColumnTally tally, CandidateTally found) {
    Candidate candidate = found.candidate();
    String what =
        candidate.rule().converts(ConversionName.VECTOR)
            ? "BLOBs of " + tally.floats().dimension() + " float32"
            : candidate.shapes().stream().map(ValueShape::words).collect(Collectors.joining(" or "));
    return counted(found.seen(), tally.values()) + " are " + what;
  }

  static String usual(ColumnTally tally) {
    long refused = total(tally.refused());
    return counted(tally.values() - refused, tally.values())
        + " are what "
        + tally.column().shownType()
        + " says";
  }

  /** What becomes of values that a rule refuses; empty for none. */
  static String refused(Map<QuarantineReason, Long> refused) {
    return refused.isEmpty()
        ? ""
        : "; %,d are refused (%s): their rows are kept aside, as on-invalid says"
            .formatted(total(refused), reasons(refused));
  }

  static String keptAside(ColumnTally tally, Map<QuarantineReason, Long> refused) {
    long empty = refused.getOrDefault(QuarantineReason.EMPTY, 0L);
    String blank =
        empty > 0 ? " empty-as-null: true at the column reads '' as NULL." : "";
    return "%s: rows with these values would be kept aside (%s of %s) and hold up the cutover. Correct them, change the rule, or accept them under cutover.accept-quarantined.%s"
        .formatted(
            tally.column().name(), reasons(refused), number(tally.values()) + " values", blank);
  }

  static String twoSpellings(ColumnTally tally) {
    return "%s: %,d times are spelled as CURRENT_TIMESTAMP spells them, which is UTC, and %,d otherwise, which often is local time. Where that is so, write {convert: timestamptz, current-timestamp-zone: UTC, zone: Europe/Berlin} with the zone of the others; it stays text until then."
        .formatted(tally.column().name(), tally.currentTimestamps(), tally.isoTimes());
  }

  static String tooFew(ColumnTally tally, CandidateTally found) {
    String name = tally.column().name();
    if (found.candidate().rule().converts(ConversionName.UUID)) {
      return "%s: is it to be a uuid? Then what is none (%s) needs a namespace: {convert: uuid, namespace: the output of uuidgen}. It stays as it is declared until then."
          .formatted(name, reasons(found.refused()));
    }
    return "%s: is it %s throughout? Too many values are not (%s); it stays as it is declared until the rule is written."
        .formatted(name, String.valueOf(found.candidate().rule().convert()), reasons(found.refused()));
  }

  private static String counted(long part, long all) {
    return number(part) + " of " + number(all) + (all == 1 ? " value" : " values");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static long total(Map<QuarantineReason, Long> refused) {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String reasons(Map<QuarantineReason, Long> refused) {
    return refused.entrySet().stream()
        .map(entry -> entry.getKey() + " " + number(entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
