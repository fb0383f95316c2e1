package io.tributary.local.init.propose;

import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionName;
import io.tributary.common.plan.rule.ConversionOption;
import io.tributary.local.init.propose.DeclaredColumn.Role;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chooses what a column becomes by what was counted of its values. Pure. */
public final class ProposalChoice {
  /** Fewer of a hundred say rather that the column holds something else. */
  private static final int SHARE = 95;

  /** From here on it is worth saying what most of the values are. */
  private static final int WORTH_SAYING = 50;

  private static final Set<Role> FIXED = EnumSet.of(Role.REFERENCE, Role.SEARCHED);

  private ProposalChoice() {}

  /** The proposal. */
  public static ColumnProposal of(ColumnTally tally) {
    DeclaredColumn column = tally.column();
    if (tally.values() == 0) {
      return ColumnProposal.none(column.name());
    }
    if (FIXED.contains(column.role())) {
      return kept(tally);
    }
    Optional<CandidateTally> mixed = mixed(tally);
    if (mixed.isPresent()) {
      return offer(
          tally, mixed.get(), ProposalWords.spellings(tally, mixed.get()), ProposalWords.SPELLINGS);
    }
    return best(tally)
        .filter(found -> improves(tally, found))
        .map(found -> proposed(tally, found))
        .orElseGet(() -> kept(tally));
  }

  private static ColumnProposal proposed(ColumnTally tally, CandidateTally found) {
    DeclaredColumn column = tally.column();
    boolean content = column.role() == Role.CONTENT;
    if (!content && !found.candidate().rule().converts(ConversionName.UUID)) {
      return kept(tally);
    }
    boolean exact = found.refused().isEmpty();
    String seen = ProposalWords.seen(tally, found);
    if (share(found.seen(), tally) < SHARE || !content && !exact) {
      return share(found.seen(), tally) < WORTH_SAYING
          ? kept(tally)
          : offer(
              tally,
              found,
              seen + ProposalWords.others(found.refused()),
              ProposalWords.tooFew(found));
    }
    if (!found.candidate().hint().given(column.name())) {
      return offer(tally, found, seen + ", and the name does not say what they mean", "");
    }
    return new ColumnProposal(
        column.name(),
        Optional.of(found.candidate().rule()),
        true,
        seen + ProposalWords.refused(found.refused()),
        exact ? "" : ProposalWords.keptAside(found.refused()));
  }

  private static Optional<CandidateTally> best(ColumnTally tally) {
    List<CandidateTally> all = tally.candidates();
    @Nullable CandidateTally vectors = null;
    if (tally.floats().count() > 0 && takesVectors(tally.column())) {
      vectors = tally.floats().tally(tally.values());
    }
    // The first of equal ones says most.
    Optional<CandidateTally> found =
        all.stream()
            .filter(candidate -> candidate.seen() > 0)
            .max(
                Comparator.comparingLong(CandidateTally::seen)
                    .thenComparing(candidate -> -all.indexOf(candidate)));
    return vectors != null && found.map(CandidateTally::seen).orElse(0L) <= vectors.seen()
        ? Optional.of(vectors)
        : found;
  }

  private static boolean takesVectors(DeclaredColumn column) {
    return column.anything() || column.usualName().equals("bytes");
  }

  /** A declared type that fits is left, unless the values say more than it does. */
  private static boolean improves(ColumnTally tally, CandidateTally found) {
    DeclaredColumn column = tally.column();
    boolean saysMore =
        column.anything()
            || column.usualName().equals("text")
            || found.candidate().hint() != Candidate.Hint.NONE && !isTime(column)
            || found.candidate().rule().converts(ConversionName.UUID)
            || found.candidate().rule().converts(ConversionName.VECTOR);
    long taken = tally.values() - count(tally);
    return saysMore || share(taken, tally) < SHARE && found.seen() > taken;
  }

  private static boolean isTime(DeclaredColumn column) {
    return column.usualName().startsWith("timestamp") || column.usualName().equals("date");
  }

  private static ColumnProposal kept(ColumnTally tally) {
    DeclaredColumn column = tally.column();
    if (tally.refused().isEmpty()) {
      return ColumnProposal.none(column.name());
    }
    return new ColumnProposal(
        column.name(),
        Optional.empty(),
        false,
        ProposalWords.usual(tally) + ProposalWords.refused(tally.refused()),
        ProposalWords.keptAside(tally.refused()));
  }

  private static ColumnProposal offer(
      ColumnTally tally, CandidateTally found, String seen, String decision) {
    boolean blank = found.refused().keySet().equals(EnumSet.of(QuarantineReason.EMPTY));
    ColumnRule rule = found.candidate().rule();
    return new ColumnProposal(
        tally.column().name(),
        Optional.of(blank ? emptyAsNull(rule) : rule),
        false,
        seen,
        decision);
  }

  private static ColumnRule emptyAsNull(ColumnRule rule) {
    Map<String, String> options = new TreeMap<>(rule.options());
    options.put(ConversionOption.EMPTY_AS_NULL.word(), "true");
    return new ColumnRule(null, false, null, rule.convert(), options);
  }

  /**
   * Times that no single rule reads without a zone that somebody has to know: those without one are
   * often local and UTC, which nobody can tell afterwards.
   */
  private static Optional<CandidateTally> mixed(ColumnTally tally) {
    DeclaredColumn column = tally.column();
    boolean takesTimes = column.anything() || column.usualName().equals("text");
    boolean mixes = tally.currentTimestamps() > 0 && tally.isoTimes() > 0;
    boolean single = tally.candidates().stream().anyMatch(one -> share(one.seen(), tally) >= SHARE);
    return column.role() == Role.CONTENT && takesTimes && (mixes || !single)
        ? tally.mixed().stream()
            .filter(candidate -> share(candidate.seen(), tally) >= SHARE)
            .findFirst()
        : Optional.empty();
  }

  private static long count(ColumnTally tally) {
    return tally.refused().values().stream().mapToLong(Long::longValue).sum();
  }

  private static long share(long part, ColumnTally tally) {
    return part * 100 / tally.values();
  }
}
