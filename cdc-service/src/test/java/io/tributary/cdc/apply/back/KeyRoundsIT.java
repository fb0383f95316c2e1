package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.policy.ApplyError;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Keys that become UUIDs under a namespace, with composite children that refer to them, through
 * both streams and the real map of keys. The {@code sqlite3} program says how they are spelled.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class KeyRoundsIT {
  private static final int ROUNDS = 3;
  private static final String BORN = "00000000-0000-4000-8000-00000000000";
  private static final String MOVED = "10000000-0000-4000-8000-00000000000";

  @Inject ApplyService apply;
  private TwoWayFile move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayFile(
            apply,
            DeclaredRules.of(
                """
                agent: {columns: {id: {convert: uuid, namespace: 6ba7b812-9dad-11d1-80b4-00c04fd430c8}}}
                folder: {columns: {id: {convert: uuid, namespace: 6ba7b814-9dad-11d1-80b4-00c04fd430c8}}}
                """),
            """
            PRAGMA journal_mode = wal;
            CREATE TABLE agent (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, runs INTEGER);
            CREATE TABLE task (
              agent TEXT NOT NULL REFERENCES agent (id) ON UPDATE CASCADE ON DELETE CASCADE,
              no INTEGER NOT NULL, title TEXT, PRIMARY KEY (agent, no));
            CREATE TABLE step (
              agent TEXT NOT NULL, no INTEGER NOT NULL, pos INTEGER NOT NULL, said TEXT,
              PRIMARY KEY (agent, no, pos), FOREIGN KEY (agent, no) REFERENCES task (agent, no)
              ON UPDATE CASCADE ON DELETE CASCADE);
            CREATE TABLE folder (
              id PRIMARY KEY NOT NULL, parent REFERENCES folder (id) ON UPDATE CASCADE, name TEXT);
            INSERT INTO agent VALUES ('first', 'first', 0), ('7', 'seventh', 0),
              ('6F9619FF-8B86-D011-B42D-00C04FC964FF', 'spelled', 0), ('gone', 'gone', 0);
            INSERT INTO task SELECT id, 1, 'early' FROM agent;
            INSERT INTO step SELECT id, 1, 1, 'early' FROM agent;
            INSERT INTO folder VALUES (1, NULL, 'one'), (2, 1, 'two'), ('r', 2, 'text')\
            """);
    move.begin();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void comeBackAsTheyWereWithAllThatRefersToThemInEachRound() {
    String gone = move.target.rows("SELECT id FROM app.agent WHERE name = 'gone'").get(0);
    String two = move.target.rows("SELECT id FROM app.folder WHERE name = 'two'").get(0);
    for (int round = 1; round <= ROUNDS; round++) {
      // given what the file's application writes, into rows of the target too
      move.write(
          """
          INSERT INTO agent VALUES ('file %1$d', 'file %1$d', 0);
          INSERT INTO task VALUES ('file %1$d', 1, 'early'), ('file %1$d', 2, 'early');
          INSERT INTO step VALUES ('file %1$d', 2, 1, 'early');
          UPDATE agent SET runs = runs + 1 WHERE name = 'seventh' OR name LIKE 'born%%'"""
              .formatted(round));
      move.change(move.out);

      // when: at the target rows are born, get another key, go and come again under the same one
      move.target.runTogether(
          "INSERT INTO app.agent VALUES ('%s%d', 'born %d', 0)".formatted(BORN, round, round),
          "INSERT INTO app.task VALUES ('%s%d', 1, 'born')".formatted(BORN, round),
          "INSERT INTO app.step VALUES ('%s%d', 1, 1, 'born')".formatted(BORN, round),
          "UPDATE app.task SET title = 'changed' WHERE no = 2",
          "UPDATE app.agent SET id = '%s%d' WHERE name = 'file %d'".formatted(MOVED, round, round),
          "DELETE FROM app.agent WHERE name = 'born %d'".formatted(round - 2),
          "INSERT INTO app.folder VALUES ('%s%d', '%s', 'born')".formatted(BORN, round, two));
      move.target.run("DELETE FROM app.agent WHERE id = '" + gone + "'");
      if (round == 2) {
        move.awaitRows(
            move.target, "SELECT count(*) FROM app.task WHERE agent = '" + gone + "'", "0");
        awaitLines("SELECT count(*) FROM task WHERE agent = 'gone'", "0");
      }
      move.target.runTogether(
          "INSERT INTO app.agent VALUES ('%s', 'again', %d)".formatted(gone, round),
          "INSERT INTO app.task VALUES ('%s', %d, 'again')".formatted(gone, round));
      move.change(move.back);

      // then
      assertThat(move.lines("SELECT * FROM agent ORDER BY name")).isEqualTo(agents(round));
      assertThat(move.lines("SELECT * FROM task ORDER BY agent, no")).isEqualTo(tasks(round));
      assertThat(move.lines("SELECT * FROM step ORDER BY agent, no")).isEqualTo(steps(round));
      move.restartService();
    }
    assertThat(move.lines("SELECT quote(id), quote(parent), name FROM folder WHERE name <> 'born'"))
        .containsExactly("1|NULL|one", "2|1|two", "'r'|2|text");
    assertThat(move.lines("SELECT quote(id), quote(parent) FROM folder WHERE name = 'born'"))
        .containsExactly(
            "X'00000000000040008000000000000001'|2",
            "X'00000000000040008000000000000002'|2",
            "X'00000000000040008000000000000003'|2");
    assertThat(move.lines("PRAGMA foreign_key_check")).isEmpty();
  }

  private static List<String> agents(int round) {
    List<String> agents = new ArrayList<>();
    agents.add("gone|again|" + round);
    for (int i = Math.max(1, round - 1); i <= round; i++) {
      agents.add(BORN + i + "|born " + i + "|" + (round - i));
    }
    for (int i = 1; i <= round; i++) {
      agents.add(MOVED + i + "|file " + i + "|0");
    }
    agents.add("first|first|0");
    agents.add("7|seventh|" + round);
    agents.add("6F9619FF-8B86-D011-B42D-00C04FC964FF|spelled|0");
    return agents;
  }

  private static List<String> tasks(int round) {
    List<String> tasks = new ArrayList<>();
    for (int i = Math.max(1, round - 1); i <= round; i++) {
      tasks.add(BORN + i + "|1|born");
    }
    for (int i = 1; i <= round; i++) {
      tasks.add(MOVED + i + "|1|early");
      tasks.add(MOVED + i + "|2|changed");
    }
    tasks.add("6F9619FF-8B86-D011-B42D-00C04FC964FF|1|early");
    tasks.add("7|1|early");
    tasks.add("first|1|early");
    tasks.add("gone|" + round + "|again");
    return tasks;
  }

  private static List<String> steps(int round) {
    List<String> steps = new ArrayList<>();
    for (int i = Math.max(1, round - 1); i <= round; i++) {
      steps.add(BORN + i + "|1|1|born");
    }
    for (int i = 1; i <= round; i++) {
      steps.add(MOVED + i + "|2|1|early");
    }
    steps.add("6F9619FF-8B86-D011-B42D-00C04FC964FF|1|1|early");
    steps.add("7|1|1|early");
    steps.add("first|1|1|early");
    return steps;
  }

  @Test
  void areFreeInAnySpellingWhenTheTargetHasDeletedTheirRow() {
    // given: rows of the file go at the target, and one gets another key there
    move.change(move.out);
    move.target.run(
        "DELETE FROM app.agent WHERE name = 'spelled'",
        "UPDATE app.agent SET id = '%s1' WHERE name = 'seventh'".formatted(MOVED));
    move.change(move.back);

    // when: the file's application takes the keys again, the first in another spelling
    move.write(
        "INSERT INTO agent VALUES (lower('6F9619FF-8B86-D011-B42D-00C04FC964FF'), 'again', 0),"
            + " ('7', 'seventh again', 0)");

    // then
    move.awaitRows(
        move.target,
        "SELECT name FROM app.agent ORDER BY 1",
        "again",
        "first",
        "gone",
        "seventh",
        "seventh again");

    // and: what refers to them at the target is spelled like them
    move.change(move.out);
    move.target.run("INSERT INTO app.task SELECT id, 5, 'late' FROM app.agent");
    move.change(move.back);
    assertThat(move.lines("SELECT agent FROM task WHERE no = 5 ORDER BY 1"))
        .containsExactly(MOVED + "1", "6f9619ff-8b86-d011-b42d-00c04fc964ff", "7", "first", "gone");
  }

  @Test
  void areTakenInEverySpellingWhereTheirRowWasBornAtTheTarget() {
    // given
    String born = "abcdefab-0000-4000-8000-000000000001";
    move.change(move.out);
    move.target.run("INSERT INTO app.agent VALUES ('" + born + "', 'born', 0)");
    move.change(move.back);

    // when: the file's application writes another row, whose key is the same at the target
    move.write("INSERT INTO agent VALUES ('" + born.toUpperCase(Locale.ROOT) + "', 'double', 0)");

    // then: the first one keeps it, and nothing was written over
    assertThat(move.awaitError(move.out, ApplyError.ROW_REFUSED).message())
        .as(
            "%s %s",
            move.target.rows("SELECT * FROM tributary.key_map"),
            move.target.rows("SELECT * FROM app.agent"))
        .contains("KEY_COLLISION");
    assertThat(move.target.rows("SELECT name FROM app.agent WHERE id = '" + born + "'"))
        .containsExactly("born");
  }

  private void awaitLines(String sql, String... lines) {
    await()
        .atMost(TwoWayStreams.LIMIT)
        .untilAsserted(() -> assertThat(move.lines(sql)).containsExactly(lines));
  }
}
