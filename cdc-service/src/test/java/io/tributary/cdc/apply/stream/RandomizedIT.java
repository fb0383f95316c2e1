package io.tributary.cdc.apply.stream;

import static io.tributary.cdc.apply.fixture.Cells.UNCHANGED;
import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangeTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random transactions, kills and repeated deliveries against a plain model of the source: two maps
 * and a list that know nothing of apply.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class RandomizedIT extends ApplyScenario {
  private static final int TRANSACTIONS = 800;

  private record Item(String code, String n, String big) {}

  private final Map<Integer, Item> items = new TreeMap<>();
  private final List<Integer> entries = new ArrayList<>();
  private final List<ChangeTopic.Tx> sent = new ArrayList<>();
  private Random random;
  private int fresh;

  @Test
  void theTargetEqualsTheModelWhateverDies() throws Exception {
    // given
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("seed " + seed + " (repeat with -Dtributary.test.seed=" + seed + ")");
    random = new Random(seed);
    target.table("app.item", "id int PRIMARY KEY, code text UNIQUE, n int, big text");
    target.table("app.entry", "n int, j json");
    emptySnapshot();
    start();
    // when
    for (int i = 0; i < TRANSACTIONS; i++) {
      if (random.nextInt(100) == 0) {
        topic.pack(random.nextInt(3) == 0 ? null : () -> 1 + random.nextInt(40));
      }
      write();
      disturb();
    }
    hooks.clear();
    topic.flush();
    start();
    settle();
    // then
    List<String> expected = new ArrayList<>();
    items.forEach((id, r) -> expected.add(id + "|" + r.code + "|" + r.n + "|" + r.big));
    assertThat(target.rows("SELECT * FROM app.item ORDER BY id"))
        .as("seed %d", seed)
        .containsExactlyElementsOf(expected);
    assertThat(target.rows("SELECT n FROM app.entry"))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(entries.stream().map(String::valueOf).toList());
  }

  private void write() {
    ChangeTopic.Tx tx = topic.begin();
    int changes = random.nextInt(50) == 0 ? 900 : random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      change(tx);
    }
    if (random.nextInt(40) == 0) {
      // A connector that dies in the middle sends the whole transaction again.
      tx.sendFirst(tx.size() / 2);
    }
    tx.end();
    sent.add(tx);
  }

  private void change(ChangeTopic.Tx tx) {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> insert(tx);
      case 3, 4 -> update(tx);
      case 5 -> delete(tx);
      case 6 -> changeKey(tx);
      case 7 -> swapCodes(tx);
      case 8, 9 -> {
        int n = random.nextInt(20);
        tx.insert("entry", entry(n));
        entries.add(n);
      }
      case 10 -> changeEntry(tx);
      default -> {
        if (random.nextInt(300) == 0) {
          tx.truncate("item");
          items.clear();
        }
      }
    }
  }

  private void insert(ChangeTopic.Tx tx) {
    int id = random.nextInt(80);
    if (!items.containsKey(id)) {
      Item item = new Item("c" + fresh++, number(), random.nextBoolean() ? null : "big" + fresh);
      items.put(id, item);
      tx.insert("item", cells(id, item, false));
    }
  }

  private void update(ChangeTopic.Tx tx) {
    Integer id = any();
    if (id != null) {
      Item old = items.get(id);
      boolean keep = old.big != null && random.nextInt(3) > 0;
      Item item = new Item(old.code, number(), keep ? old.big : "new" + fresh++);
      items.put(id, item);
      tx.update("item", cells(id, item, keep));
    }
  }

  private void delete(ChangeTopic.Tx tx) {
    Integer id = any();
    if (id != null) {
      items.remove(id);
      tx.delete("item", row("id", "" + id, "code", null, "n", null, "big", null));
    }
  }

  private void changeKey(ChangeTopic.Tx tx) {
    Integer id = any();
    int next = random.nextInt(80);
    if (id != null && !items.containsKey(next)) {
      Item item = items.remove(id);
      items.put(next, item);
      tx.changeKey(
          "item", row("id", "" + id), row("id", "" + next), cells(next, item, item.big != null));
    }
  }

  private void swapCodes(ChangeTopic.Tx tx) {
    Integer a = any();
    Integer b = any();
    if (a != null && !a.equals(b)) {
      String codeOfA = items.get(a).code;
      recode(tx, a, "t" + fresh++);
      String codeOfB = items.get(b).code;
      recode(tx, b, codeOfA);
      recode(tx, a, codeOfB);
    }
  }

  private void recode(ChangeTopic.Tx tx, int id, String code) {
    Item item = new Item(code, items.get(id).n, items.get(id).big);
    items.put(id, item);
    tx.update("item", cells(id, item, item.big != null));
  }

  private void changeEntry(ChangeTopic.Tx tx) {
    if (!entries.isEmpty()) {
      Integer old = entries.remove(random.nextInt(entries.size()));
      if (random.nextBoolean()) {
        tx.delete("entry", entry(old));
      } else {
        int n = random.nextInt(20);
        entries.add(n);
        tx.updateFull("entry", entry(old), entry(n));
      }
    }
  }

  private void disturb() throws Exception {
    switch (random.nextInt(60)) {
      case 0 -> hooks.nextAfterCommit(ApplyScenario::die);
      case 1 -> hooks.nextBeforeCommit(ApplyScenario::die);
      case 2 -> hooks.nextAfterStatement(ApplyScenario::die);
      case 3 -> {
        // A connector that lost its offsets repeats what it has sent, in order.
        int from = Math.max(0, sent.size() - random.nextInt(20));
        sent.subList(from, sent.size()).forEach(ChangeTopic.Tx::resend);
      }
      case 4 -> {
        topic.flush();
        apply.stop(stream);
        start();
      }
      case 5 -> topic.heartbeat();
      default -> {
        if (!apply.status(stream).running()) {
          start();
        }
        if (random.nextInt(10) == 0) {
          topic.flush();
        }
      }
    }
  }

  private Integer any() {
    List<Integer> ids = List.copyOf(items.keySet());
    return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
  }

  private String number() {
    return String.valueOf(random.nextInt(1000));
  }

  private static Map<String, String> entry(int n) {
    return row("n", "" + n, "j", "{\"n\": " + n + "}");
  }

  private static Map<String, String> cells(int id, Item item, boolean unchangedBig) {
    return row(
        "id", "" + id, "code", item.code, "n", item.n, "big", unchangedBig ? UNCHANGED : item.big);
  }
}
