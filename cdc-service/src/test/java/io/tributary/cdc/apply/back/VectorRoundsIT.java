package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.fixture.VectorLibrary;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A table of the module vec0, which is one of pgvector at the target, through both streams. The
 * real module, in the {@code sqlite3} program, reads and searches what came home, and goes on.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class VectorRoundsIT {
  private static final int ROUNDS = 3;

  @Inject ApplyService apply;
  private TwoWayFile move;
  private String module;

  @BeforeEach
  void create() throws Exception {
    module = "\n.load " + VectorLibrary.require() + "\n";
    move =
        new TwoWayFile(
            apply,
            DeclaredRules.of(
                """
                found:
                  columns:
                    name: {convert: uuid, namespace: 6ba7b812-9dad-11d1-80b4-00c04fd430c8}
                """),
            module
                + """
                CREATE VIRTUAL TABLE found USING vec0(
                  name text primary key, e float[3], kind text, n integer, +note text, chunk_size=8);
                INSERT INTO found VALUES ('kept', '[0.1, 0.2, 0.3]', 'old', 1, 'a note'),
                  ('changed', '[1, 0, 0]', 'old', 200, NULL), ('gone', '[0, 1, 0]', 'old', 300, NULL)\
                """);
    // What needed to be installed stays installed, and that is not what this is about.
    move.target.run("CREATE EXTENSION vector");
    move.begin();
  }

  @AfterEach
  void stop() throws Exception {
    if (move != null) {
      move.close();
    }
  }

  @Test
  void findsWhatTheTargetSaysHoweverOftenTheSidesChange() {
    String gone = move.target.rows("SELECT name FROM app.found WHERE n = 300").get(0);
    List<String> kept = byModule("SELECT quote(e), kind, note FROM found WHERE name = 'kept'");
    for (int round = 1; round <= ROUNDS; round++) {
      // given what the file's application writes
      move.write(
          module
              + "INSERT INTO found VALUES ('file %1$d', '[0, 0, %1$d]', 'file', 10, 'there');"
                  .formatted(round)
              + " UPDATE found SET n = n + 1 WHERE name = 'kept'");
      move.change(move.out);

      // when
      move.target.run(
          "INSERT INTO app.found VALUES ('00000000-0000-4000-8000-00000000000%1$d', '[5,5,%1$d]', 'born', 20, 'x')"
              .formatted(round),
          "UPDATE app.found SET e = e + '[0.5,0,0]', note = 'again' WHERE n = 200",
          "UPDATE app.found SET n = n + 1 WHERE kind = 'file'",
          "DELETE FROM app.found WHERE name = '" + gone + "'",
          "INSERT INTO app.found VALUES ('%s', '[0,9,%d]', 'again', 3, NULL)"
              .formatted(gone, round));
      move.change(move.back);
      move.restartService();

      // then
      assertThat(byModule("SELECT name, vec_to_json(e), kind, n, note FROM found ORDER BY name"))
          .isEqualTo(expected(round));
      assertThat(byModule("SELECT quote(e), kind, note FROM found WHERE name = 'kept'"))
          .isEqualTo(kept);
      assertThat(nearest("[0,9," + round + "]")).containsExactly("gone");
      assertThat(nearest("[5,5," + round + "]"))
          .containsExactly("00000000-0000-4000-8000-00000000000" + round);
    }
  }

  private static List<String> expected(int round) {
    List<String> rows = new ArrayList<>();
    for (int i = 1; i <= round; i++) {
      rows.add(
          "00000000-0000-4000-8000-00000000000%1$d|[5.000000,5.000000,%1$d.000000]|born|20|x"
              .formatted(i));
    }
    rows.add("changed|[%s00000,0.000000,0.000000]|old|200|again".formatted(1 + 0.5 * round));
    for (int i = 1; i <= round; i++) {
      rows.add(
          "file %1$d|[0.000000,0.000000,%1$d.000000]|file|%2$d|there".formatted(i, 11 + round - i));
    }
    rows.add("gone|[0.000000,9.000000,%d.000000]|again|3|".formatted(round));
    rows.add("kept|[0.100000,0.200000,0.300000]|old|%d|a note".formatted(1 + round));
    return rows;
  }

  private List<String> nearest(String vector) {
    return byModule("SELECT name FROM found WHERE e MATCH '" + vector + "' AND k = 1");
  }

  private List<String> byModule(String sql) {
    return move.lines(module + sql);
  }
}
