package io.tributary.cdc.apply.quarantine;

import static io.tributary.cdc.apply.convert.SqliteTables.gone;
import static io.tributary.cdc.apply.convert.SqliteTables.put;
import static io.tributary.cdc.apply.convert.SqliteTables.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.apply.convert.MappedSource;
import io.tributary.cdc.apply.convert.RefusedRow;
import io.tributary.cdc.apply.convert.SourceKey;
import io.tributary.cdc.apply.convert.SqliteTables;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.model.TableName;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaterStatesTest {
  private static final TableName ITEM = new TableName("main", "item");
  private final MappedSource source =
      SqliteTables.source(Map.of("item", "id INTEGER PRIMARY KEY, n INTEGER"));
  private final LaterStates later = new LaterStates();
  private final RefusedRow first = refusal("1", 10);
  private final RefusedRow second = refusal("2", 11);
  private final LaterStates.Search search = later.of(List.of(first, second), source);

  @Test
  void coversARowOnceItsLaterStateWasSeen() {
    search.take(put(20, "item", row("id", "1", "n", "1")).change());
    assertThat(later.cover(first)).isTrue();
    assertThat(search.done()).isFalse();

    search.take(gone(21, "item", row("id", "2", "n", null)).change());
    assertThat(search.done()).isTrue();
  }

  @Test
  void doesNotCoverALaterStateThatIsRefusedItself() {
    search.take(put(20, "item", row("id", "1", "n", "1")).change());

    assertThat(later.cover(refusal("1", 20))).isFalse();
  }

  @Test
  void passesRecordsThatOnlyCameAgain() {
    search.take(put(10, "item", row("id", "1", "n", "1")).change());
    search.take(put(30, "item", row("id", "3", "n", "1")).change());

    assertThat(later.cover(first)).isFalse();
  }

  @Test
  void coversEveryRowOfATableThatIsReadAgain() {
    search.take(new ChangeRecord.Truncate(ITEM, 1, 1, 30));

    assertThat(search.done()).isTrue();
  }

  @Test
  void coversEverythingWhenTheSnapshotIsRepeated() {
    search.take(new ChangeRecord.SnapshotStarted());

    assertThat(search.done()).isTrue();
  }

  private static RefusedRow refusal(String id, long position) {
    SourceKey key = new SourceKey(ITEM, "[\"" + id + "\"]", 0);
    return new RefusedRow(key, "n", QuarantineReason.NOT_A_NUMBER, "", "", null, position);
  }
}
