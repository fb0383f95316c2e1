package io.tributary.validator.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CountedTablesTest {
  private static final TableName A = new TableName("s", "a");
  private static final TableName B = new TableName("s", "b");
  private static final Map<String, String> ONE = Map.of("id", "1");
  private static final Map<String, String> TWO = Map.of("id", "2");

  private final DirtyTables dirty = new DirtyTables(0);

  @Test
  void rememberedAreKeysThatWereComparedSince() {
    equal(A);
    change(A, ONE, 1);
    assertThat(dirty.beginCounting(List.of(A))).isEqualTo(1);
    change(A, TWO, 2);
    dirty.forget(A, List.of(ONE, TWO), 2);
    dirty.compared(A, 2, List.of());

    assertThat(dirty.of(A).keys()).isEmpty();
    assertThat(dirty.sinceCounting(A).keys()).containsExactly(TWO);
    assertThat(dirty.sinceCounting(A).beyondKeys()).isFalse();
  }

  @Test
  void keysDoNotTellWhatATruncateOrAChangedDefinitionDid() {
    equal(A);
    equal(B);
    dirty.beginCounting(List.of(A, B));
    change(A, Map.of(), 1);
    assertThat(dirty.sinceCounting(A).beyondKeys()).isTrue();
    assertThat(dirty.sinceCounting(B).beyondKeys()).isFalse();

    dirty.changed(TouchedRow.EVERY_TABLE, 2);

    assertThat(dirty.sinceCounting(B).beyondKeys()).isTrue();
  }

  @Test
  void noMoreKeysAreRememberedThanOfTheTableNorThanOfAllTables() {
    List<TableName> tables =
        IntStream.range(0, 20).mapToObj(i -> new TableName("s", "t" + i)).toList();
    tables.forEach(this::equal);
    dirty.beginCounting(tables);
    for (int i = 0; i < 6_000; i++) {
      for (TableName table : tables) {
        change(table, Map.of("id", "" + i), 1 + i);
      }
    }
    assertThat(tables).allMatch(table -> dirty.sinceCounting(table).beyondKeys());

    dirty.begin(A, List.of(A), 2);
    dirty.compared(A, dirty.noted(), List.of());
    dirty.beginCounting(List.of(A));
    long next = dirty.noted();
    for (int i = 0; i < 3; i++) {
      assertThat(dirty.sinceCounting(A).beyondKeys()).isFalse();
      change(A, Map.of("id", "" + i), ++next);
    }
    assertThat(dirty.sinceCounting(A).beyondKeys()).isTrue();
  }

  @Test
  void nothingIsKnownOfATableThatWasNotCountedOrWhenNotingEnded() {
    equal(A);
    equal(B);
    dirty.beginCounting(List.of(A));
    assertThat(dirty.sinceCounting(B).beyondKeys()).isTrue();
    assertThat(dirty.sinceCounting(A).beyondKeys()).isFalse();

    dirty.lost(7);
    assertThat(dirty.sinceCounting(A).beyondKeys()).as("records are gone").isTrue();

    equal(A);
    dirty.beginCounting(List.of(A));
    dirty.endCounting();
    assertThat(dirty.sinceCounting(A).beyondKeys()).isTrue();

    dirty.beginCounting(List.of(A));
    dirty.end();
    assertThat(dirty.sinceCounting(A).beyondKeys()).as("nobody notes").isTrue();
  }

  /**
   * Two ends, of which one follows the other by a stream, are counted at different moments while
   * both change. What either has at the end follows from its count and the noted keys.
   */
  @Test
  void countsFollowFromTheNotedKeysWhateverCameBetween() {
    long seed = new Random().nextLong();
    for (int run = 0; run < 500; run++) {
      new TwoEnds(new Random(seed + run)).check("seed " + seed + " run " + run);
    }
  }

  private void equal(TableName table) {
    dirty.begin(table, List.of(table), 1_000_000);
    dirty.compared(table, dirty.noted(), List.of());
  }

  private void change(TableName table, Map<String, String> key, long offset) {
    dirty.changed(new TouchedRow(table, key), offset);
    dirty.noted(offset);
  }

  /** The model: sets of ids, and a list of what was done to the leader. */
  private static final class TwoEnds {
    private static final int IDS = 12;

    private final Random random;
    private final DirtyTables dirty = new DirtyTables(-1);
    private final Set<Integer> leader = new HashSet<>();
    private final Set<Integer> follower = new HashSet<>();
    private final List<Map<Integer, Boolean>> stream = new ArrayList<>();
    private int applied;
    private int noted;

    TwoEnds(Random random) {
      this.random = random;
      for (int id = 0; id < IDS; id += 1 + random.nextInt(3)) {
        leader.add(id);
        follower.add(id);
      }
      dirty.begin(A, List.of(A), 100);
      dirty.compared(A, -1, List.of());
    }

    void check(String name) {
      someSteps();
      long from = dirty.beginCounting(List.of(A));
      while (applied <= from) {
        apply();
      }
      Set<Integer> ofLeader;
      Set<Integer> ofFollower;
      if (random.nextBoolean()) {
        ofLeader = Set.copyOf(leader);
        someSteps();
        ofFollower = Set.copyOf(follower);
      } else {
        ofFollower = Set.copyOf(follower);
        someSteps();
        ofLeader = Set.copyOf(leader);
      }
      someSteps();
      while (applied < stream.size()) {
        apply();
      }
      while (noted < stream.size()) {
        note();
      }
      ChangedRows changed = dirty.sinceCounting(A);
      assertThat(changed.beyondKeys()).as(name).isFalse();
      List<Integer> ids =
          changed.keys().stream().map(key -> Integer.parseInt(key.getOrDefault("id", ""))).toList();
      assertThat(ofLeader.size() - among(ids, ofLeader) + among(ids, leader))
          .as(name)
          .isEqualTo(leader.size());
      assertThat(ofFollower.size() - among(ids, ofFollower) + among(ids, follower))
          .as(name)
          .isEqualTo(follower.size());
    }

    private static long among(Collection<Integer> ids, Set<Integer> rows) {
      return ids.stream().filter(rows::contains).count();
    }

    private void someSteps() {
      for (int i = random.nextInt(40); i > 0; i--) {
        switch (random.nextInt(4)) {
          case 0 -> apply();
          case 1 -> note();
          case 2 -> compare();
          default -> write();
        }
      }
    }

    /** One record: rows that come, go, or get another key, some of them more than once. */
    private void write() {
      Map<Integer, Boolean> record = new HashMap<>();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        int id = random.nextInt(IDS);
        boolean there = random.nextInt(4) > 0 ? !leader.contains(id) : leader.contains(id);
        record.put(id, there);
        put(leader, id, there);
      }
      stream.add(record);
    }

    private void apply() {
      if (applied < stream.size()) {
        stream.get(applied++).forEach((id, there) -> put(follower, id, there));
      }
    }

    private static void put(Set<Integer> rows, int id, boolean there) {
      if (there) {
        rows.add(id);
      } else {
        rows.remove(id);
      }
    }

    private void note() {
      if (noted < stream.size()) {
        stream
            .get(noted)
            .keySet()
            .forEach(id -> dirty.changed(new TouchedRow(A, Map.of("id", "" + id)), noted));
        dirty.noted(noted++);
      }
    }

    private void compare() {
      dirty.forget(A, dirty.latest(A).keySet(), Math.min(applied, noted) - 1L);
    }
  }
}
