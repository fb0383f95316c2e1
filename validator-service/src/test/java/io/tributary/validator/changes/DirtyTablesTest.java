package io.tributary.validator.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DirtyTablesTest {
  private static final Map<String, String> ONE = Map.of("id", "1");
  private static final Map<String, String> TWO = Map.of("id", "2");
  private static final Map<String, String> THREE = Map.of("id", "3");
  private static final TableName A = new TableName("s", "a");
  private static final TableName B = new TableName("s", "b");

  @Test
  void knowsTheKeysChangedBehindTheOffsetThatEachTableIsCoveredUpTo() {
    DirtyTables dirty = new DirtyTables(List.of(covered(A, 6, 10), covered(B, 4, 10)));
    assertThat(dirty.coveredUpTo()).isEqualTo(4);
    change(dirty, A, ONE, 5);
    change(dirty, A, TWO, 6);
    change(dirty, A, THREE, 7);
    change(dirty, B, ONE, 5);
    assertThat(since(dirty, 6, A)).isEqualTo(new ChangedRows(false, java.util.Set.of(THREE)));
    assertThat(since(dirty, 4, B)).isEqualTo(new ChangedRows(false, java.util.Set.of(ONE)));
    assertThat(since(dirty, 9, B).keys()).as("rather too much").containsExactly(ONE);
  }

  @Test
  void whatCameBeforeTheCoveredOffsetCountsAsChanged() {
    DirtyTables dirty = new DirtyTables(List.of(covered(A, 6, 10), covered(B, 4, 10)));
    assertThat(since(dirty, 5, A).beyondKeys()).isTrue();
    assertThat(since(dirty, 6, A).nothing()).isTrue();
    assertThat(since(dirty, 3, B).beyondKeys()).isTrue();
  }

  @Test
  void ofATableThatWasNotEqualItIsOnlyKnownThatItChanged() {
    TableName late = new TableName("s", "late");
    DirtyTables dirty = new DirtyTables(List.of(covered(A, 6, 10)));
    assertThat(since(dirty, 5, late).beyondKeys()).as("before the first record").isTrue();
    assertThat(since(dirty, 6, late).nothing()).isTrue();
    change(dirty, late, ONE, 7);
    assertThat(since(dirty, 6, late).beyondKeys()).isTrue();
  }

  @Test
  void admitsThatThereWereTooManyAndNeedsNoFurtherRecords() {
    DirtyTables dirty = new DirtyTables(List.of(covered(A, 4, 2), covered(B, 4, 0)));
    change(dirty, A, ONE, 5);
    change(dirty, A, TWO, 6);
    change(dirty, A, ONE, 7);
    assertThat(since(dirty, 4, A).beyondKeys()).isFalse();
    change(dirty, A, THREE, 8);
    assertThat(since(dirty, 4, A).beyondKeys()).isTrue();
    assertThat(dirty.settled()).as("the other table still needs them").isFalse();
    change(dirty, B, ONE, 9);
    assertThat(since(dirty, 4, B).beyondKeys()).isTrue();
    assertThat(dirty.settled()).isTrue();
  }

  @Test
  void aTruncateStandsForAllRows() {
    DirtyTables dirty = new DirtyTables(List.of(covered(A, 4, 10)));
    change(dirty, A, ONE, 5);
    change(dirty, A, Map.of(), 6);
    assertThat(since(dirty, 4, A).beyondKeys()).isTrue();
  }

  @Test
  void countsPartitionsToTheirRootAndLostRecordsToEveryTable() {
    DirtyTables dirty = new DirtyTables(List.of(new CoveredTable(List.of(A, B), 2, 10)));
    change(dirty, B, ONE, 3);
    assertThat(dirty.since(2, List.of(A, B)).keys()).containsExactly(ONE);
    TableName newer = new TableName("s", "newer");
    assertThat(dirty.since(2, List.of(A, B, newer)).beyondKeys()).isFalse();
    change(dirty, newer, ONE, 4);
    assertThat(dirty.since(2, List.of(A, B, newer)).beyondKeys()).isTrue();
    dirty.lost(9);
    assertThat(dirty.since(8, List.of(A, B)).beyondKeys()).isTrue();
    assertThat(dirty.since(9, List.of(A, B)).beyondKeys()).isFalse();
    assertThat(dirty.settled()).isTrue();
  }

  @Test
  void knowsNothingWhereNoTableWasEqual() {
    DirtyTables dirty = new DirtyTables(List.of());
    assertThat(dirty.settled()).isTrue();
    assertThat(since(dirty, 1_000, A).beyondKeys()).isTrue();
  }

  @Test
  void boundsTheKeysOfAllTablesTogetherByTheirNumber() {
    List<TableName> tables =
        IntStream.range(0, 50).mapToObj(i -> new TableName("s", "t" + i)).toList();
    DirtyTables dirty =
        new DirtyTables(tables.stream().map(t -> covered(t, -1, 1_000_000)).toList());
    for (int i = 0; i < 2_100; i++) {
      for (TableName table : tables) {
        change(dirty, table, Map.of("id", "" + i), i);
      }
    }
    long kept = tables.stream().mapToLong(t -> since(dirty, -1, t).keys().size()).sum();
    assertThat(kept).isLessThanOrEqualTo(102_000);
    assertThat(tables).anyMatch(t -> since(dirty, -1, t).beyondKeys());
    assertThat(tables).anyMatch(t -> since(dirty, -1, t).keys().size() == 2_100);
  }

  @Test
  void forgetsKeysButForThoseThatChangedAgain() {
    DirtyTables dirty = new DirtyTables(List.of(covered(A, 4, 10)));
    change(dirty, A, ONE, 5);
    change(dirty, A, TWO, 6);
    change(dirty, A, ONE, 7);
    assertThat(dirty.forget(List.of(A), List.of(ONE, TWO, THREE), 6)).isEqualTo(1);
    assertThat(since(dirty, 4, A).keys()).containsExactly(ONE);
    change(dirty, A, THREE, 8);
    assertThat(dirty.forget(List.of(A), List.of(ONE), 7)).isEqualTo(1);
    assertThat(since(dirty, 4, A).keys()).containsExactly(THREE);
    assertThat(dirty.forget(List.of(A), List.of(THREE), 8)).as("it did change").isZero();
    assertThat(since(dirty, 4, A).nothing()).isFalse();
  }

  @Test
  @Timeout(60)
  void makesWhoNotesWaitForRoomWhileItIsNarrowed() throws InterruptedException {
    DirtyTables dirty = new DirtyTables(List.of(covered(A, 4, 2), covered(B, 4, 2)));
    dirty.narrow(true);
    Thread noting =
        new Thread(
            () -> {
              change(dirty, A, ONE, 5);
              change(dirty, A, TWO, 6);
              change(dirty, A, ONE, 7);
              change(dirty, A, THREE, 8);
            });
    noting.start();
    await().until(dirty::waiting);
    assertThat(since(dirty, 4, A).keys()).containsExactlyInAnyOrder(ONE, TWO);

    dirty.forget(List.of(A), List.of(TWO), 6);

    noting.join();
    assertThat(dirty.waiting()).isFalse();
    assertThat(since(dirty, 4, A)).isEqualTo(new ChangedRows(false, java.util.Set.of(ONE, THREE)));
  }

  @Test
  @Timeout(60)
  void admitsThatThereWereTooManyWhenItIsNarrowedNoLonger() throws InterruptedException {
    DirtyTables dirty = new DirtyTables(List.of(covered(A, 4, 1)));
    dirty.narrow(true);
    change(dirty, A, ONE, 5);
    Thread noting = new Thread(() -> change(dirty, A, TWO, 6));
    noting.start();
    await().until(dirty::waiting);

    dirty.narrow(false);

    noting.join();
    assertThat(since(dirty, 4, A).beyondKeys()).isTrue();
  }

  private static CoveredTable covered(TableName table, long upTo, int keys) {
    return new CoveredTable(List.of(table), upTo, keys);
  }

  private static void change(
      DirtyTables dirty, TableName table, Map<String, String> key, long offset) {
    dirty.changed(new TouchedRow(table, key), offset);
  }

  private static ChangedRows since(DirtyTables dirty, long offset, TableName table) {
    return dirty.since(offset, List.of(table));
  }
}
