package io.tributary.cdc.apply.back;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.source.TargetEnd;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.fixture.PostgresFixture;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a migration of a file with a way back has made at both sides goes when it is completed. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class NothingLeftOfFileIT {
  private static final String MADE =
      "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '\\_tributary\\_fence\\_%'"
          + " ESCAPE '\\' ORDER BY name";

  @Inject ApplyService apply;
  private TwoWayFile move;
  private List<String> before;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayFile(
            apply,
            ConversionRules.UNSAID,
            """
            PRAGMA journal_mode = wal;
            CREATE TABLE account (id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT UNIQUE);
            CREATE TABLE line (said TEXT);
            CREATE TRIGGER told AFTER INSERT ON account BEGIN
              INSERT INTO line VALUES (new.owner); END;
            INSERT INTO account (owner) VALUES ('first')\
            """);
    before = move.lines(MADE);
    move.begin();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void leavesTheFenceOfTheFileAlone() {
    // given
    move.change(move.out);
    move.target.run("INSERT INTO app.line (said) VALUES ('there')");
    move.change(move.back);
    move.change(move.out);
    assertThat(columnsOfLine()).contains("tributary_rowid");

    // when: the target is open, and the migration completed
    outlast(() -> move.outward().removeGate());
    apply.stop(move.back.stream());
    apply.stop(move.out.stream());
    outlast(() -> move.homeward().removeCapture());
    outlast(() -> move.homeward().removeTarget());
    outlast(() -> move.outward().removeCapture());

    // then: the file is closed, and otherwise what it was
    assertThat(move.lines(MADE)).isEqualTo(before);
    assertThat(
            move.lines(
                "SELECT count(*) > 0 FROM sqlite_master WHERE name GLOB '_tributary_fence_*'"))
        .containsExactly("1");
    assertThat(move.lines("SELECT said FROM line ORDER BY 1")).containsExactly("first", "there");

    // and: nothing at the target tells of the way back
    assertThat(columnsOfLine()).containsExactly("said");
    assertThat(
            move.target.rows(
                "SELECT DISTINCT relreplident FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind = 'r'"))
        .containsExactly("d");
    assertThat(
            move.target.rows(
                "SELECT slot_name FROM pg_replication_slots WHERE database = current_database()"))
        .isEmpty();
    assertThat(TargetEnd.dump(PostgresFixture.target(), move.database(), "-N", "tributary"))
        .doesNotContain("PUBLICATION")
        .doesNotContain("tributary_rowid")
        .doesNotContain("tributary_closed");
    for (String table : List.of("preparation", "table_shape", "dead_letter", "checkpoint")) {
      assertThat(
              move.target.rows(
                  "SELECT * FROM tributary." + table + " WHERE source = 'legacy.back'"))
          .as(table)
          .isEmpty();
    }
  }

  private List<String> columnsOfLine() {
    return move.target.rows(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'app' AND table_name = 'line' ORDER BY 1");
  }
}
