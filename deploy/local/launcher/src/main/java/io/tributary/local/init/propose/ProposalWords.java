package io.tributary.local.init.propose;

import io.tributary.common.plan.rule.ConversionName;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a proposal says for people. Pure. */
final class ProposalWords {
  private ProposalWords() {}

  /** What else there is, where a rule is only offered. */
  static String others(Map<QuarantineReason, Long> refused) {
    return refused.isEmpty() ? "" : "; others are refused by it (" + reasons(refused) + ")";
  }

  /** What was seen, such as {@code 3,211 of 3,214 values are UUIDs}. */
  static String seen(ColumnTally tally, CandidateTally found) {
    Candidate candidate = found.candidate();
    String what =
        candidate.rule().converts(ConversionName.VECTOR)
            ? "BLOBs of " + tally.floats().dimension() + " float32"
            : candidate.shapes().stream()
                .map(ValueShape::words)
                .collect(Collectors.joining(" or "));
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
        : "; refused are %,d (%s), whose rows are kept aside, as on-invalid says"
            .formatted(total(refused), reasons(refused));
  }

  static String keptAside(Map<QuarantineReason, Long> refused) {
    return "values are refused, whose rows would be kept aside and hold up the cutover: correct them, change the rule, or accept them under cutover.accept-quarantined."
        + (refused.containsKey(QuarantineReason.EMPTY)
            ? " empty-as-null: true at a column reads '' as NULL."
            : "");
  }

  /** Why it stays as it is declared where times are spelled in several ways. */
  static final String SPELLINGS =
      "times have several spellings, and those without a zone may be UTC, as CURRENT_TIMESTAMP's"
          + " are, or local. The rule is there to be chosen, with the right zone instead of UTC; the"
          + " column stays as it is declared until then.";

  static String spellings(ColumnTally tally, CandidateTally mixed) {
    return "%s are times in several spellings, %s of them as CURRENT_TIMESTAMP and %s as ISO without a zone"
        .formatted(
            counted(mixed.seen(), tally.values()),
            number(tally.currentTimestamps()),
            number(tally.isoTimes()));
  }

  static String tooFew(CandidateTally found) {
    return found.candidate().rule().converts(ConversionName.UUID)
        ? "most values are UUIDs, and some are not. Is it to be a uuid? Then those need a namespace, {convert: uuid, namespace: the output of uuidgen}. It stays as it is declared until then."
        : "most values are of one kind, and too many are not. The rule for them is there to be chosen; it stays as it is declared until then.";
  }

  private static String counted(long part, long all) {
    return number(part) + " of " + number(all) + " values";
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
