package io.tributary.local.init.propose;

import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.EnumMap;
import java.util.Map;

/** Counts what a candidate makes of the values of a column. Not thread-safe. */
final class CandidateTally {
  private final Candidate candidate;
  private final Map<QuarantineReason, Long> refused = new EnumMap<>(QuarantineReason.class);
  private long seen;

  CandidateTally(Candidate candidate) {
    this.candidate = candidate;
  }

  /** What was counted elsewhere. */
  static CandidateTally counted(Candidate candidate, long seen, QuarantineReason reason, long not) {
    CandidateTally tally = new CandidateTally(candidate);
    tally.seen = seen;
    if (not > 0) {
      tally.refused.put(reason, not);
    }
    return tally;
  }

  Candidate candidate() {
    return candidate;
  }

  void add(SourceValue value) {
    if (candidate.accepts(value)) {
      seen++;
    } else if (candidate.outcome(value) instanceof ConversionOutcome.Rejected rejected) {
      refused.merge(rejected.reason(), 1L, Long::sum);
    }
  }

  /** How many values look like it and are converted. */
  long seen() {
    return seen;
  }

  /** How many are refused, by reason. */
  Map<QuarantineReason, Long> refused() {
    return refused;
  }
}
