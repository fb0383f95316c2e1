package io.tributary.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DirtyKeysTest {
  private static final Map<String, String> ONE = Map.of("id", "1");
  private static final Map<String, String> TWO = Map.of("id", "2");
  private static final Map<String, String> THREE = Map.of("id", "3");

  @Test
  void knowsTheKeysChangedBehindAnOffset() {
    DirtyKeys dirty = new DirtyKeys(() -> 10);
    dirty.changed(ONE, 5);
    dirty.changed(TWO, 6);
    dirty.changed(ONE, 7);
    assertThat(dirty.since(4)).isEqualTo(new Changed(false, Set.of(ONE, TWO)));
    assertThat(dirty.since(6)).isEqualTo(new Changed(false, Set.of(ONE)));
    assertThat(dirty.since(7).nothing()).isTrue();
  }

  @Test
  void admitsThatItForgotWhenThereWereTooMany() {
    DirtyKeys dirty = new DirtyKeys(() -> 2);
    dirty.changed(ONE, 5);
    dirty.changed(TWO, 6);
    dirty.changed(THREE, 7);
    assertThat(dirty.since(4).beyondKeys()).isTrue();
    assertThat(dirty.since(5)).isEqualTo(new Changed(false, Set.of(TWO, THREE)));
  }

  @Test
  void aTruncateStandsForAllRows() {
    DirtyKeys dirty = new DirtyKeys(() -> 2);
    dirty.changed(Map.of(), 5);
    assertThat(dirty.since(4).beyondKeys()).isTrue();
    assertThat(dirty.since(5).nothing()).isTrue();
  }

  @Test
  void keepsWhatChangedBehindTheCoveredOffset() {
    DirtyKeys dirty = new DirtyKeys(() -> 10);
    dirty.changed(ONE, 5);
    dirty.changed(TWO, 6);
    dirty.coveredUpTo(5);
    assertThat(dirty.since(-1).keys()).containsExactly(TWO);
  }

  @Test
  void countsPartitionsToTheirRootAndLostRecordsToEveryTable() {
    TableName root = new TableName("s", "root");
    TableName leaf = new TableName("s", "leaf");
    DirtyTables dirty = new DirtyTables(10);
    dirty.changed(new Touched(leaf, ONE), 3);
    assertThat(dirty.since(2, List.of(root, leaf)).keys()).containsExactly(ONE);
    dirty.lost(9);
    assertThat(dirty.since(8, List.of(root)).beyondKeys()).isTrue();
    assertThat(dirty.since(9, List.of(root)).nothing()).isTrue();
  }
}
