package io.tributary.local.init.propose;

import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what a candidate makes of the values of a column. Not thread-safe. */
final class CandidateTally {
  /** More than there can be where a rule is written, of as many rows as are looked at. */
  private static final int MOST_OTHERS = 600;

  private final Candidate candidate;
  private final Map<QuarantineReason, Long> refused = new EnumMap<>(QuarantineReason.class);
  private final List<SourceValue> others = new ArrayList<>();
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

  void add(SourceValue value, Set<ValueShape> looks) {
    if (candidate.accepts(value, looks)) {
      seen++;
    } else if (others.size() < MOST_OTHERS) {
      others.add(value);
    }
  }

  /** How many values look like it and are converted. */
  long seen() {
    return seen;
  }

  /** How many are refused, by reason; of many others the first. */
  Map<QuarantineReason, Long> refused() {
    others.forEach(
        value -> {
          if (candidate.outcome(value) instanceof ConversionOutcome.Rejected rejected) {
            refused.merge(rejected.reason(), 1L, Long::sum);
          }
        });
    others.clear();
    return refused;
  }
}
