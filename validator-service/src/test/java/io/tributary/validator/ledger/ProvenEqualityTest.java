package io.tributary.validator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.verdict.ComparedTable;
import io.tributary.common.verdict.ComparisonTime;
import io.tributary.common.verdict.RowCounts;
import io.tributary.common.verdict.RowFindings;
import io.tributary.common.verdict.TableDigests;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.catalog.KeyOrder;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.catalog.TableShape;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.verdict.StandingVerdicts.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProvenEqualityTest {
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100, 100, 2_000, 2_000, 1_000, 20, 1, 1_000_000);
  private static final StreamId BACK = new StreamId("m", "s").opposite();
  private static final Checkpoint CLOSED = closed("cut/1");
  private static final TablePair OUT = pair("app", "moved", "id", "v");
  private static final TablePair HOME = pair("moved", "app", "id", "v");

  private static Checkpoint closed(String token) {
    return new Checkpoint(40, 900, Optional.ofNullable(token), true);
  }

  private static TablePair pair(String from, String to, String... columns) {
    return new TablePair(shape(from, columns), shape(to, columns), new KeyOrder(false, List.of()));
  }

  private static TableShape shape(String schema, String... columns) {
    return new TableShape(new TableName(schema, "t"), false, List.of(columns), List.of());
  }

  private static Standing standing(Verdict verdict, long rows) {
    return new Standing(
        new TableVerdict(
            new ComparedTable("m", "s", "app.t", "moved.t"),
            new RowCounts(rows + 1, rows, 1),
            verdict,
            7,
            new TableDigests("aa", "bb"),
            RowFindings.NONE,
            TableVerdict.Scope.FULL,
            ComparisonTime.ofAllRows(Instant.EPOCH, 5),
            List.of(),
            null),
        Optional.of(OUT));
  }

  private static Optional<ProvenEquality> proven(Verdict verdict, Checkpoint other) {
    return ProvenEquality.of("cut", other, List.of(standing(verdict, 3_000)));
  }

  @ParameterizedTest
  @EnumSource(value = Verdict.class, names = "EQUAL", mode = EnumSource.Mode.EXCLUDE)
  void nothingIsProvenWhereATableIsNotEqual(Verdict verdict) {
    assertThat(proven(verdict, CLOSED)).isEmpty();
  }

  @Test
  void nothingIsProvenOfAStreamWhoseLeaderMayHaveBeenOpenAtItsPlace() {
    assertThat(proven(Verdict.EQUAL, closed(""))).as("opened since").isEmpty();
    assertThat(proven(Verdict.EQUAL, closed(null))).as("never closed").isEmpty();
  }

  @Test
  void isTheVerdictOfTheOtherStreamWithItsEndsExchanged() {
    KnownTable known = known(3_000, HOME).get(0);

    assertThat(known.table()).isEqualTo(new TableName("moved", "t"));
    assertThat(known.pair()).isEqualTo(HOME);
    assertThat(known.verdict().compared())
        .isEqualTo(new ComparedTable("m", "s.back", "moved.t", "app.t"));
    assertThat(known.verdict().rows()).isEqualTo(new RowCounts(3_000, 3_001, 1));
    assertThat(known.verdict().digests()).isEqualTo(new TableDigests("bb", "aa"));
    assertThat(known.verdict().position()).isEqualTo(900);
  }

  @Test
  void changesOfALargeTableCountFromThePlaceOnAndThoseOfASmallOneAreNoMatter() {
    assertThat(known(3_000, HOME).get(0).comparedUpTo()).isEqualTo(OptionalLong.of(40));
    assertThat(known(2_000, HOME).get(0).comparedUpTo()).isEmpty();
  }

  @Test
  void saysNothingOfTablesThatAreOtherOnesNow() {
    assertThat(known(3_000, pair("moved", "app", "id", "v", "new"))).isEmpty();
    assertThat(known(3_000, pair("elsewhere", "app", "id", "v"))).isEmpty();
  }

  private static List<KnownTable> known(long rows, TablePair now) {
    return ProvenEquality.of("cut", CLOSED, List.of(standing(Verdict.EQUAL, rows)))
        .orElseThrow()
        .known(BACK, List.of(now), LIMITS);
  }
}
