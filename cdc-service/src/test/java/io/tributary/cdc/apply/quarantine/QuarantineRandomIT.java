package io.tributary.cdc.apply.quarantine;

import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangeTopic;
import io.tributary.cdc.apply.fixture.SqliteScenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Random writes, good and bad, with apply killed again and again: counts add up. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class QuarantineRandomIT extends SqliteScenario {
  private static final int ROUNDS = 12;
  private static final int LIMIT = 1000;
  private static final int LARGE = 400;

  private final long seed = Long.getLong("tributary.test.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** What the source holds: n as text, by id; and texts by the spelling of a UUID. */
  private final Map<String, String> items = new TreeMap<>();

  private final Map<String, String> docs = new TreeMap<>();
  private final List<String> spellings = new ArrayList<>();

  @Test
  void sourceIsTargetAndQuarantine() {
    // given
    System.out.println("seed of QuarantineRandomIT: " + seed);
    target.run("ALTER TABLE app.item ADD CHECK (n < " + LIMIT + ")");
    for (int i = 0; i < 6; i++) {
      String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
      spellings.addAll(List.of(uuid, uuid.toUpperCase(), uuid.replace("-", ""), "{" + uuid + "}"));
    }
    snapshot();
    start();
    // when
    for (int round = 0; round < ROUNDS; round++) {
      killSomewhere();
      for (int i = random.nextInt(12); i >= 0; i--) {
        transaction();
      }
      topic.flush();
      if (random.nextInt(3) == 0) {
        restart();
        settle();
        compare("seed " + seed + ", round " + round);
      }
    }
    restart();
    settle();
    // then
    compare("seed " + seed);
  }

  private void snapshot() {
    topic.snapshotStarted();
    for (int i = 0; i < 20; i++) {
      String n = number();
      items.put(String.valueOf(i), n);
      topic.classes(classes(n)).snapshotRow("item", cells(String.valueOf(i), n));
    }
    topic.snapshotCompleted();
  }

  private void killSomewhere() {
    switch (random.nextInt(5)) {
      case 0 -> hooks.nextAfterCommit(ApplyScenario::die);
      case 1 -> hooks.nextBeforeCommit(ApplyScenario::die);
      case 2 -> hooks.nextAfterStatement(ApplyScenario::die);
      default -> hooks.clear();
    }
  }

  private void restart() {
    hooks.clear();
    apply.stop(stream);
    start();
  }

  private void transaction() {
    ChangeTopic.Tx tx = topic.begin();
    int changes = random.nextInt(20) == 0 ? LARGE : 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      switch (random.nextInt(40)) {
        case 0 -> readAgain(tx);
        case 1, 2, 3, 4, 5, 6 -> removeItem(tx);
        case 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 -> putDoc(tx);
        case 17, 18, 19, 20, 21 -> removeDoc(tx);
        default -> putItem(tx);
      }
    }
    tx.end();
  }

  private void putItem(ChangeTopic.Tx tx) {
    String id = String.valueOf(random.nextInt(60));
    String n = number();
    items.put(id, n);
    topic.classes(classes(n));
    tx.update("item", cells(id, n));
  }

  private void removeItem(ChangeTopic.Tx tx) {
    String id = String.valueOf(random.nextInt(60));
    items.remove(id);
    noItem(tx, id);
  }

  private void putDoc(ChangeTopic.Tx tx) {
    String id = spellings.get(random.nextInt(spellings.size()));
    String v = "v" + random.nextInt(1000);
    docs.put(id, v);
    doc(tx, id, v);
  }

  private void removeDoc(ChangeTopic.Tx tx) {
    String id = spellings.get(random.nextInt(spellings.size()));
    docs.remove(id);
    noDoc(tx, id);
  }

  private void readAgain(ChangeTopic.Tx tx) {
    tx.truncate("item");
    items.forEach(
        (id, n) -> {
          topic.classes(classes(n));
          tx.insert("item", cells(id, n));
        });
    tx.truncate("doc");
    docs.forEach((id, v) -> tx.classes("id", "text").insert("doc", row("id", id, "v", v)));
  }

  private String number() {
    return switch (random.nextInt(6)) {
      case 0 -> "none";
      case 1 -> String.valueOf(LIMIT + random.nextInt(9));
      default -> String.valueOf(random.nextInt(LIMIT));
    };
  }

  private static Map<String, String> classes(String n) {
    return n.equals("none") ? row("n", "text") : null;
  }

  private static Map<String, String> cells(String id, String n) {
    return row("id", id, "n", n, "v", "x", "at", null);
  }

  private void compare(String when) {
    List<String> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    items.forEach(
        (id, n) -> {
          if (n.equals("none")) {
            bad.add("[\"" + id + "\"]|NOT_A_NUMBER");
          } else if (Integer.parseInt(n) >= LIMIT) {
            bad.add("[\"" + id + "\"]|TARGET_REFUSED");
          } else {
            good.add(id + "|" + n);
          }
        });
    assertThat(target.rows("SELECT id, n FROM app.item"))
        .as(when)
        .containsExactlyInAnyOrderElementsOf(good);
    assertThat(kept("main.item")).as(when).containsExactlyInAnyOrderElementsOf(bad);
    compareDocs(when);
    assertThat(quarantined())
        .as(when)
        .isEqualTo(kept("main.item").size() + kept("main.doc").size());
  }

  /** Of the spellings of one UUID, one is in the target with its own text and all others wait. */
  private void compareDocs(String when) {
    Map<String, String> owners = new HashMap<>();
    target
        .rows(
            "SELECT target_key, source_key FROM tributary.key_map WHERE source_table = 'main.doc'")
        .forEach(row -> owners.put(row.split("\\|")[0], row.split("\\|")[1]));
    List<String> there = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    docs.forEach(
        (id, v) -> {
          String bare = id.replaceAll("[{}-]", "").toLowerCase();
          String uuid = bare.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
          if (id.equals(owners.get(uuid))) {
            there.add(uuid + "|" + v);
          } else {
            waiting.add("[\"" + id + "\"]|KEY_COLLISION");
          }
        });
    assertThat(target.rows("SELECT id, v FROM app.doc"))
        .as(when)
        .containsExactlyInAnyOrderElementsOf(there);
    assertThat(kept("main.doc")).as(when).containsExactlyInAnyOrderElementsOf(waiting);
    assertThat(owners).as(when).hasSize(there.size());
  }

  private List<String> kept(String table) {
    return target.rows(
        "SELECT source_key, reason FROM tributary.quarantine WHERE source_table = '" + table + "'");
  }
}
