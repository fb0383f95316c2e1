package io.tributary.validator.range;

import io.tributary.common.verdict.RowFindings;
import io.tributary.common.verdict.TableDigests;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.digest.Digest;
import io.tributary.validator.verdict.TableOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison found of one range of a table, or of several.
 *
 * @param outcome of their rows
 * @param coversUpTo offset of the change topic that was applied before the leader was read, so that
 *     every change up to it is covered
 * @param moving keys of the rows that never came to rest; empty where they are not known
 * @param at when it was found; of several, the first
 * @param millis how long it took; of several, one after the other
 */
public record RangeFinding(
    TableOutcome outcome,
    long coversUpTo,
    Optional<List<Map<String, String>>> moving,
    Instant at,
    long millis) {
  private static final int MOST_MOVING = 1_000;

  /** Whether all rows were equal, and at rest. */
  public boolean equal() {
    return outcome.verdict() == Verdict.EQUAL;
  }

  /** Whether all rows were equal but for some that moved, and of which it is known which. */
  public boolean equalButForMoving() {
    return equal()
        || (outcome.verdict() == Verdict.UNSETTLED
            && outcome.extent().searchedThrough()
            && outcome.findings().differenceCount() == 0
            && moving.isPresent());
  }

  /** Whether a row is different. */
  public boolean different() {
    return outcome.verdict() == Verdict.DIFFERENT;
  }

  /** The same of a part of the range: nobody has counted its rows. */
  RangeFinding ofPart() {
    return with(outcome.extent(), Optional.empty(), OptionalLong.empty(), 0);
  }

  /** The same of a table of which other ranges were not compared. */
  public RangeFinding ofSome() {
    TableOutcome.Extent all = outcome.extent();
    return with(
        new TableOutcome.Extent(all.scope(), all.position(), false),
        Optional.empty(),
        outcome.quarantined(),
        millis);
  }

  /** The same without digests: they are those of no single moment. */
  public RangeFinding undigested() {
    return with(outcome.extent(), outcome.rows(), outcome.quarantined(), millis);
  }

  /** The same, found no earlier and no later than that, whatever another machine's clock says. */
  public RangeFinding between(Instant earliest, Instant latest) {
    Instant told = at.isAfter(latest) ? latest : at;
    return new RangeFinding(
        outcome, coversUpTo, moving, told.isBefore(earliest) ? earliest : told, millis);
  }

  private RangeFinding with(
      TableOutcome.Extent extent,
      Optional<TableOutcome.Rows> rows,
      OptionalLong quarantined,
      long took) {
    TableOutcome undigested =
        new TableOutcome(
            outcome.verdict(),
            extent,
            rows,
            TableDigests.NONE,
            outcome.findings(),
            quarantined,
            outcome.neighbours());
    return new RangeFinding(undigested, coversUpTo, moving, at, took);
  }

  /**
   * What these say of all their rows together. Counts and digests are sums, of whatever moments;
   * the position is the first.
   *
   * @param findings of ranges that share no row, at least one
   */
  public static RangeFinding together(List<RangeFinding> findings) {
    List<TableOutcome> outcomes = findings.stream().map(RangeFinding::outcome).toList();
    Optional<List<Map<String, String>>> moving = moving(findings);
    TableOutcome outcome =
        new TableOutcome(
            verdict(outcomes),
            new TableOutcome.Extent(
                outcomes.get(0).extent().scope(),
                outcomes.stream().mapToLong(one -> one.extent().position()).min().orElseThrow(),
                outcomes.stream().allMatch(one -> one.extent().searchedThrough())),
            rows(outcomes),
            digests(outcomes.stream().map(TableOutcome::digests).toList()),
            outcomes.stream()
                .map(TableOutcome::findings)
                .reduce(RowFindings.NONE, RangeFinding::plus),
            quarantined(outcomes),
            Optional.empty());
    return new RangeFinding(
        outcome,
        findings.stream().mapToLong(RangeFinding::coversUpTo).min().orElseThrow(),
        moving,
        findings.stream().map(RangeFinding::at).min(Instant::compareTo).orElseThrow(),
        findings.stream().mapToLong(RangeFinding::millis).sum());
  }

  private static Verdict verdict(List<TableOutcome> outcomes) {
    List<Verdict> all = outcomes.stream().map(TableOutcome::verdict).toList();
    if (all.contains(Verdict.FAILED)) {
      return Verdict.FAILED;
    }
    if (all.contains(Verdict.DIFFERENT)) {
      return Verdict.DIFFERENT;
    }
    return all.contains(Verdict.UNSETTLED) ? Verdict.UNSETTLED : Verdict.EQUAL;
  }

  private static Optional<List<Map<String, String>>> moving(List<RangeFinding> findings) {
    List<Map<String, String>> all = new ArrayList<>();
    for (RangeFinding finding : findings) {
      if (finding.moving.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(finding.moving.get());
    }
    return all.size() > MOST_MOVING ? Optional.empty() : Optional.of(all);
  }

  private static Optional<TableOutcome.Rows> rows(List<TableOutcome> outcomes) {
    long source = 0;
    long target = 0;
    for (TableOutcome one : outcomes) {
      if (one.rows().isEmpty()) {
        return Optional.empty();
      }
      source += one.rows().get().source();
      target += one.rows().get().target();
    }
    return Optional.of(new TableOutcome.Rows(source, target));
  }

  /** Empty where the source has no quarantine. */
  private static OptionalLong quarantined(List<TableOutcome> outcomes) {
    return outcomes.stream().map(TableOutcome::quarantined).allMatch(OptionalLong::isEmpty)
        ? OptionalLong.empty()
        : OptionalLong.of(outcomes.stream().mapToLong(one -> one.quarantined().orElse(0)).sum());
  }

  private static TableDigests digests(List<TableDigests> all) {
    @Nullable String method = all.get(0).digestMethod();
    List<String> ofSource = new ArrayList<>();
    List<String> ofTarget = new ArrayList<>();
    for (TableDigests one : all) {
      if (one.sourceDigest() == null
          || one.targetDigest() == null
          || !Objects.equals(one.digestMethod(), method)) {
        return TableDigests.NONE;
      }
      ofSource.add(one.sourceDigest());
      ofTarget.add(one.targetDigest());
    }
    return new TableDigests(Digest.sumOf(ofSource), Digest.sumOf(ofTarget), method);
  }

  private static RowFindings plus(RowFindings one, RowFindings other) {
    RowFindings described = one.plus(other.differences(), 0);
    return new RowFindings(
        described.differences(),
        one.differenceCount() + other.differenceCount(),
        one.unsettledRows() + other.unsettledRows());
  }
}
