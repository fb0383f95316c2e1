package io.tributary.validator.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DirtyTablesTest {
  private static final Map<String, String> ONE = Map.of("id", "1");
  private static final Map<String, String> TWO = Map.of("id", "2");
  private static final Map<String, String> THREE = Map.of("id", "3");
  private static final TableName A = new TableName("s", "a");
  private static final TableName B = new TableName("s", "b");

  private final DirtyTables dirty = new DirtyTables(4);

  @Test
  void knowsNothingOfATableThatWasNeverFoundEqual() {
    change(A, ONE, 5);

    assertThat(dirty.of(A).beyondKeys()).isTrue();
    assertThat(dirty.anyKnown()).isFalse();
    assertThat(dirty.comparedUpTo()).isEmpty();
  }

  @Test
  void knowsTheKeysThatChangedBehindTheOffsetThatAComparisonCovers() {
    equal(A, 4);
    change(A, ONE, 5);
    change(A, TWO, 6);
    equal(B, 6);
    change(B, ONE, 7);

    assertThat(dirty.of(A)).isEqualTo(new ChangedRows(false, Set.of(ONE, TWO)));
    assertThat(dirty.of(B)).isEqualTo(new ChangedRows(false, Set.of(ONE)));
  }

  @Test
  void holdsWhatChangedWhileAllRowsWereCompared() {
    equal(A, 4);
    change(A, ONE, 5);

    // when a comparison begins, and rows change before and behind the moment it reads
    assertThat(dirty.begin(A, List.of(A), 10)).isEqualTo(5);
    change(A, TWO, 6);
    change(A, THREE, 7);
    dirty.compared(A, 6, List.of());

    assertThat(dirty.of(A)).isEqualTo(new ChangedRows(false, Set.of(THREE)));
  }

  @Test
  void rowsThatMovedWhileAllWereComparedCountAsChangedUntilTheyAreFoundEqualLater() {
    // given a comparison that read behind 6, and a row that no record names
    dirty.begin(A, List.of(A), 10);
    change(A, TWO, 6);
    dirty.compared(A, 6, List.of(ONE));
    assertThat(dirty.of(A)).isEqualTo(new ChangedRows(false, Set.of(ONE)));

    // when
    int soonest = dirty.forget(A, List.of(ONE), 6);
    int behind = dirty.forget(A, List.of(ONE), 7);

    // then
    assertThat(soonest).isZero();
    assertThat(behind).isEqualTo(1);
  }

  @Test
  void takesNoResultOfAComparisonThatReadBeforeWhatWasNotedAlready() {
    dirty.begin(A, List.of(A), 10);
    change(A, ONE, 5);
    dirty.begin(A, List.of(A), 10);
    dirty.compared(A, 4, List.of());

    assertThat(dirty.of(A).beyondKeys()).as("5 was noted for nobody").isTrue();
  }

  @Test
  void whatWasKnownHoldsWhenAComparisonComesToNothing() {
    equal(A, 4);
    change(A, ONE, 5);
    dirty.begin(A, List.of(A), 10);
    change(A, TWO, 6);
    dirty.abandon(A);

    assertThat(dirty.of(A)).isEqualTo(new ChangedRows(false, Set.of(ONE, TWO)));
  }

  @Test
  void admitsThatThereWereTooManyUntilTheTableIsComparedAnew() {
    equal(A, 4, 2);
    change(A, ONE, 5);
    change(A, TWO, 6);
    change(A, ONE, 7);
    assertThat(dirty.of(A).beyondKeys()).isFalse();
    change(A, THREE, 8);
    assertThat(dirty.of(A).beyondKeys()).isTrue();
    assertThat(dirty.comparedUpTo(A)).as("before the first that is not compared").hasValue(4);

    equal(A, 8, 2);
    assertThat(dirty.of(A).nothing()).isTrue();
    assertThat(dirty.comparedUpTo(A)).hasValue(8);
  }

  @Test
  void aTruncateStandsForAllRows() {
    equal(A, 4);
    change(A, ONE, 5);
    change(A, Map.of(), 6);

    assertThat(dirty.of(A).beyondKeys()).isTrue();
  }

  @Test
  void aNoticeOfAChangedDefinitionStandsForAllRowsOfEveryTable() {
    equal(A, 4);
    equal(B, 4);
    dirty.changed(TouchedRow.EVERY_TABLE, 5);
    dirty.noted(5);

    assertThat(dirty.of(A).beyondKeys()).isTrue();
    assertThat(dirty.of(B).beyondKeys()).isTrue();
  }

  @Test
  void countsPartitionsToTheirRootAndLostRecordsToEveryTable() {
    dirty.begin(A, List.of(A, B), 10);
    dirty.compared(A, 4, List.of());
    change(B, ONE, 5);
    assertThat(dirty.of(A).keys()).containsExactly(ONE);

    dirty.lost(9);

    assertThat(dirty.of(A).beyondKeys()).isTrue();
    assertThat(dirty.noted()).isEqualTo(9);
  }

  @Test
  void knowsNothingOnceNothingIsNotedAnyMore() {
    equal(A, 4);
    dirty.end();
    assertThat(dirty.of(A).beyondKeys()).isTrue();

    equal(A, 4);
    assertThat(dirty.of(A).beyondKeys()).as("nobody notes what changes since").isTrue();
  }

  @Test
  void boundsTheKeysOfAllTablesTogetherByTheirNumber() {
    List<TableName> tables =
        IntStream.range(0, 50).mapToObj(i -> new TableName("s", "t" + i)).toList();
    tables.forEach(table -> equal(table, 4, 1_000_000));
    for (int i = 0; i < 2_100; i++) {
      for (TableName table : tables) {
        change(table, Map.of("id", "" + i), 5 + i);
      }
    }

    assertThat(dirty.keys()).isLessThanOrEqualTo(102_000);
    assertThat(tables).anyMatch(t -> dirty.of(t).beyondKeys());
    assertThat(tables).anyMatch(t -> dirty.of(t).keys().size() == 2_100);
  }

  @Test
  void holdsNoMoreThanTheBoundOfATableHoweverManyOfItsRowsChange() {
    equal(A, 4, 1_000);
    long most = 0;
    for (int i = 0; i < 1_000_000; i++) {
      change(A, Map.of("id", "" + i), 5 + i);
      most = Math.max(most, dirty.keys());
    }

    assertThat(most).isBetween(1_000L, 1_001L);
    assertThat(dirty.of(A).beyondKeys()).as("its rows are compared as a whole then").isTrue();
  }

  @Test
  void forgetsKeysButForThoseThatChangedAgain() {
    equal(A, 4);
    change(A, ONE, 5);
    change(A, TWO, 6);
    change(A, ONE, 7);

    assertThat(dirty.forget(A, List.of(ONE, TWO, THREE), 6)).isEqualTo(1);
    assertThat(dirty.of(A).keys()).containsExactly(ONE);
    assertThat(dirty.comparedUpTo(A)).as("its first change may be no other row's").hasValue(4);
    assertThat(dirty.forget(A, List.of(ONE), 7)).isEqualTo(1);
    assertThat(dirty.of(A).keys()).isEmpty();
    assertThat(dirty.of(A).nothing()).as("it did change, so its rows are counted").isFalse();
    assertThat(dirty.comparedUpTo(A)).hasValue(7);
  }

  @Test
  void needsRecordsFromTheTableOnThatIsTheFurthestBehind() {
    equal(A, 4);
    equal(B, 4);
    change(A, ONE, 5);
    change(B, ONE, 6);
    assertThat(dirty.comparedUpTo()).isEqualTo(OptionalLong.of(4));

    dirty.forget(A, List.of(ONE), 6);
    assertThat(dirty.comparedUpTo()).isEqualTo(OptionalLong.of(5));

    dirty.unknown(B);
    assertThat(dirty.comparedUpTo()).isEqualTo(OptionalLong.of(6));
  }

  @Test
  @Timeout(60)
  void makesWhoNotesWaitForRoomWhileWhatIsNotedIsCompared() throws InterruptedException {
    equal(A, 4, 2);
    dirty.pace().bind();
    dirty.pace().applied(8);
    Thread noting =
        new Thread(
            () -> {
              change(A, ONE, 5);
              change(A, TWO, 6);
              change(A, ONE, 7);
              change(A, THREE, 8);
            });
    noting.start();
    await().until(() -> dirty.pace().waitsFor().isPresent());
    assertThat(dirty.of(A).keys()).containsExactlyInAnyOrder(ONE, TWO);

    dirty.forget(A, List.of(TWO), 6);

    noting.join();
    assertThat(dirty.pace().waitsFor()).isEmpty();
    assertThat(dirty.of(A)).isEqualTo(new ChangedRows(false, Set.of(ONE, THREE)));
  }

  @Test
  @Timeout(60)
  void notesNothingThatIsNotAppliedUntilItIsFree() throws InterruptedException {
    equal(A, 4);
    dirty.pace().bind();
    dirty.pace().applied(4);
    Thread noting =
        new Thread(
            () -> {
              dirty.pace().awaitTurn(5);
              change(A, ONE, 5);
            });
    noting.start();
    await().until(() -> noting.getState() == Thread.State.WAITING);
    assertThat(dirty.of(A).nothing()).isTrue();

    dirty.pace().free();

    noting.join();
    assertThat(dirty.of(A).keys()).containsExactly(ONE);
  }

  private void equal(TableName table, long upTo) {
    equal(table, upTo, 10);
  }

  private void equal(TableName table, long upTo, int mostKeys) {
    dirty.begin(table, List.of(table), mostKeys);
    dirty.compared(table, upTo, List.of());
  }

  private void change(TableName table, Map<String, String> key, long offset) {
    dirty.changed(new TouchedRow(table, key), offset);
    dirty.noted(offset);
  }

  @Test
  void aComparisonByRangesHoldsAsLongAsEveryChangeIsNotedByItsKey() {
    dirty.begin(A, List.of(A), 10);
    Noting noting = dirty.lasts(A).orElseThrow();
    change(A, ONE, 5);
    assertThat(noting.holds()).isTrue();

    dirty.changed(new TouchedRow(A, Map.of()), 6);

    assertThat(noting.holds()).isFalse();
  }

  @Test
  void aComparisonByRangesHoldsNoMoreOnceAnotherOneBeganOrNothingIsKnown() {
    dirty.begin(A, List.of(A), 10);
    Noting first = dirty.lasts(A).orElseThrow();
    dirty.begin(A, List.of(A), 10);
    assertThat(first.holds()).isFalse();

    Noting second = dirty.lasts(A).orElseThrow();
    assertThat(second.holds()).isTrue();
    dirty.begin(A, List.of(A), 20);
    assertThat(second.holds()).as("it is another table").isFalse();

    Noting third = dirty.lasts(A).orElseThrow();
    dirty.lost(9);
    assertThat(third.holds()).isFalse();
    assertThat(dirty.lasts(A)).isEmpty();
  }

  @Test
  void recordsAreNeededFromTheFirstChangeOnThatAComparisonByRangesHasNotCompared() {
    dirty.begin(A, List.of(A), 10);
    Noting noting = dirty.lasts(A).orElseThrow();
    change(A, ONE, 7);
    dirty.noted(8);
    assertThat(noting.comparedUpTo()).hasValue(6);
    assertThat(dirty.comparedUpTo()).hasValue(6);

    dirty.forget(A, List.of(ONE), 8);
    assertThat(noting.comparedUpTo()).hasValue(8);
    assertThat(noting.changedBehind(6)).as("though it was compared").isTrue();
    assertThat(noting.changedBehind(7)).isFalse();
  }

  @Test
  void aComparisonThatBeganElsewhereGoesOnBehindWhatWasComparedThere() {
    dirty.beginAgain(A, List.of(A), 10, 5, 6);
    assertThat(dirty.lasts(A).orElseThrow().from()).isEqualTo(6);
    change(A, ONE, 6);
    change(A, TWO, 7);

    dirty.compared(A, 5, List.of());

    assertThat(dirty.of(A).keys()).containsExactly(TWO);
  }

  @Test
  void aTableMayHaveChangedWhileItWasComparedElsewhere() {
    dirty.beginAgain(A, List.of(A), 10, 5, 6);
    dirty.compared(A, 5, List.of());
    assertThat(dirty.of(A).keys()).isEmpty();
    assertThat(dirty.of(A).nothing()).as("what was read first lacks record 6").isFalse();

    dirty.beginAgain(A, List.of(A), 20, 6, 6);
    dirty.compared(A, 6, List.of());
    assertThat(dirty.of(A).nothing()).isTrue();
  }
}
