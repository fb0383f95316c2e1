package io.tributary.validator.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.KeyColumn;
import io.tributary.validator.catalog.KeyOrder;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.catalog.TableShape;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.source.end.FollowedRows;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CountingPlanTest {
  private static final TablePair SMALL = pair("small");
  private static final TablePair LARGE = pair("large");
  private static final TablePair HUGE = pair("huge");
  private static final Map<TablePair, Long> ROWS =
      Map.of(HUGE, 3_000_000L, SMALL, 5_000L, LARGE, 600_000L);

  @Test
  void countsWhatWasNotCountedBeforeTheSmallestFirst() {
    CountingPlan plan = CountingPlan.of(ROWS, 1_000_000, Map.of());

    assertThat(plan.counted()).containsExactly(SMALL, LARGE);
    assertThat(plan.followed()).isEmpty();
  }

  @Test
  void followsWhatWasCountedBeforeHoweverLargeItIs() {
    CountingPlan plan =
        CountingPlan.of(ROWS, 1_000_000, Map.of(LARGE, ids(10), HUGE, ids(20_000), SMALL, ids(1)));

    assertThat(plan.followed()).containsOnlyKeys(LARGE, HUGE);
    assertThat(plan.counted()).as("so few rows are counted at once").containsExactly(SMALL);
  }

  @Test
  void countsWhereLookingUpTheChangedRowsWouldTakeLonger() {
    CountingPlan plan = CountingPlan.of(ROWS, 1_000_000, Map.of(LARGE, ids(40_000)));
    assertThat(plan.counted()).containsExactly(SMALL, LARGE);

    CountingPlan bounded = CountingPlan.of(ROWS, 100_000, Map.of(LARGE, ids(40_000)));
    assertThat(bounded.counted()).containsExactly(SMALL);
    assertThat(bounded.followed()).containsOnlyKeys(LARGE);
  }

  @Test
  void followsATableOfWhichNothingChangedSince() {
    CountingPlan plan = CountingPlan.of(Map.of(LARGE, 600_000L), 0, Map.of(LARGE, ids(0)));

    assertThat(plan.followed()).containsOnlyKeys(LARGE);
    assertThat(plan.counted()).isEmpty();
  }

  private static FollowedRows ids(int many) {
    return new FollowedRows(
        ChangedRows.any(), IntStream.range(0, many).mapToObj(i -> RowId.of("" + i)).toList());
  }

  private static TablePair pair(String name) {
    KeyColumn key = new KeyColumn("id", "integer", true, "");
    TableShape shape = new TableShape(new TableName("s", name), false, List.of("id"), List.of(key));
    return new TablePair(shape, shape, new KeyOrder(true, List.of(false)));
  }
}
