package io.tributary.validator.range;

import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowFindings;
import io.tributary.common.verdict.TableDigests;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.source.end.RowsLeftOut;
import io.tributary.validator.verdict.TableOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What comparisons of a test have found. */
public final class Findings {
  static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  private Findings() {}

  /** The same where so many rows of the source are in the quarantine besides. */
  public static RangeFinding with(RangeFinding found, long quarantined) {
    return new RangeFinding(
        found
            .outcome()
            .with(new RowsLeftOut(quarantined, quarantined, quarantined, List.of()), List.of(), 0),
        found.coversUpTo(),
        found.moving(),
        found.at(),
        found.millis());
  }

  /** Of so many rows, as many milliseconds behind {@link #AT}. */
  public static RangeFinding of(Verdict verdict, long rows, long coversUpTo, long after) {
    return new RangeFinding(
        new TableOutcome(
            verdict,
            new TableOutcome.Extent(Scope.FULL, 100 + rows, true),
            Optional.of(new TableOutcome.Rows(rows, rows)),
            new TableDigests("f".repeat(32), "f".repeat(32), "md5"),
            switch (verdict) {
              case EQUAL, FAILED -> RowFindings.NONE;
              case UNSETTLED -> new RowFindings(List.of(), 0, 1);
              case DIFFERENT ->
                  new RowFindings(
                      List.of(
                          new RowDifference(
                              Map.of("id", "" + rows), RowDifference.Kind.CHANGED, List.of("v"))),
                      1,
                      0);
            },
            OptionalLong.empty(),
            Optional.empty()),
        coversUpTo,
        Optional.of(verdict == Verdict.UNSETTLED ? List.of(Map.of("id", "" + rows)) : List.of()),
        AT.plusMillis(after),
        7);
  }
}
