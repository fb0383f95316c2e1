package io.tributary.validator.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.verdict.RowDifference.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotResultTest {
  private static final RowState X = new RowState("x", 1, "v1");
  private static final RowState Y = new RowState("y", 1, "v2");

  @Test
  void namesMissingExtraAndChangedRowsOnly() {
    Map<RowId, RowPair> differing =
        SnapshotResult.between(
            Map.of(RowId.of("1"), X, RowId.of("2"), X, RowId.of("3"), X),
            Map.of(RowId.of("1"), X, RowId.of("2"), Y, RowId.of("4"), Y));
    assertThat(differing).hasSize(3);
    assertThat(differing.get(RowId.of("2")).kind()).isEqualTo(Kind.CHANGED);
    assertThat(differing.get(RowId.of("3")).kind()).isEqualTo(Kind.MISSING_IN_TARGET);
    assertThat(differing.get(RowId.of("4")).kind()).isEqualTo(Kind.EXTRA_IN_TARGET);
  }

  @Test
  void countsEachMissingCopyOfEqualRows() {
    RowPair sides = new RowPair(new RowState("x", 5, "v"), new RowState("x", 2, "w"));
    assertThat(sides.differences()).isEqualTo(3);
    assertThat(sides.surplus()).isEqualTo(-3);
  }
}
