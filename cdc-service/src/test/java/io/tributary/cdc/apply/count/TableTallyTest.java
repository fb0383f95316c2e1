package io.tributary.cdc.apply.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableTallyTest {
  private static final TableName TABLE = new TableName("public", "t");
  private static final RowImage KEY = new RowImage(List.of("id"), List.of("1"));

  private final TableTally tally = new TableTally();

  @Test
  void countsWhatSomebodyHasDone() {
    // when
    tally.count(row(Op.INSERT, null, null, false), 10);
    tally.count(row(Op.UPDATE, null, null, false), 20);
    tally.count(row(Op.DELETE, null, null, false), 30);
    tally.count(new Truncate(TABLE, 1, 1, 1), 5);

    // then
    assertThat(tally.value()).isEqualTo(new TableChangeCount(1, 1, 1, 1, 65));
  }

  @Test
  void countsAChangedKeyAsOneUpdate() {
    // when
    tally.count(row(Op.DELETE, null, KEY, false), 10);
    tally.count(row(Op.INSERT, KEY, null, false), 20);

    // then
    assertThat(tally.value()).isEqualTo(new TableChangeCount(0, 1, 0, 0, 30));
  }

  @Test
  void leavesOutWhatAConnectorSendsOfItself() {
    // when
    tally.count(row(Op.SNAPSHOT, null, null, false), 10);
    tally.count(row(Op.INSERT, null, null, true), 20);
    tally.count(new Truncate(TABLE, 1, 1, 1, true), 5);

    // then
    assertThat(tally.none()).isTrue();
  }

  private static RowChange row(
      Op op, @Nullable RowImage oldKey, @Nullable RowImage newKey, boolean reread) {
    return new RowChange(TABLE, op, KEY, KEY, oldKey, newKey, 1, 1, 1, 1, reread);
  }
}
