package io.tributary.cdc.apply.back;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.source.TargetEnd;
import io.tributary.fixture.PostgresFixture;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a source has of a migration with a way back goes when the migration does. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class NothingLeftIT {
  private static final String SLOTS =
      "SELECT slot_name FROM pg_replication_slots WHERE database = current_database()";

  private static final String IDENTITIES =
      "SELECT relname, relreplident FROM pg_class WHERE relnamespace = 'app'::regnamespace"
          + " AND relkind IN ('r', 'p') ORDER BY 1";

  @Inject ApplyService apply;
  private TwoWayMigration move;
  private String before;
  private String targetBefore;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayMigration(
            apply,
            "CREATE TABLE account (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int)",
            "CREATE TABLE line (said text)",
            "CREATE TABLE whole (id int PRIMARY KEY)",
            "ALTER TABLE whole REPLICA IDENTITY FULL",
            "CREATE TABLE part (id int, kind text) PARTITION BY LIST (kind)",
            "CREATE TABLE part_a PARTITION OF part FOR VALUES IN ('a')",
            "INSERT INTO line VALUES ('early')");
    before = dumpOfSource();
    targetBefore = dumpOfTarget();
    move.started();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void leavesTheSourceAsItWasAfterARollback() {
    // given
    move.change(move.out);
    move.target.run("INSERT INTO app.line VALUES ('there')");
    move.change(move.back);

    // when
    end();

    // then
    assertThat(dumpOfSource()).isEqualTo(before);
    assertThat(move.source.rows(SLOTS)).isEmpty();
    assertThat(move.target.rows(SLOTS)).isEmpty();
  }

  @Test
  void leavesTheSourceWithItsFenceAloneAfterACutover() {
    // given
    move.change(move.out);

    // when
    end();

    // then: it stays closed
    assertThat(TargetEnd.dump(PostgresFixture.source(), move.database(), "-N", "tributary_fence"))
        .contains("tributary_fence")
        .doesNotContain("tributary.")
        .doesNotContain("SCHEMA tributary;")
        .doesNotContain("PUBLICATION");
    assertThat(move.source.rows(SLOTS)).isEmpty();

    // and
    assertOpenTargetAsItWas();
  }

  @Test
  void leavesTheOpenTargetAsItWasThoughNothingIsKnownOfTheSource() {
    // given
    move.change(move.out);
    apply.stop(move.back.stream());
    assertThat(move.target.rows(IDENTITIES)).contains("line|f", "part_a|f");

    // when: as where the source is gone, with what was kept there
    outlast(() -> move.homeward().abandonCapture());

    // then
    assertOpenTargetAsItWas();
    assertThat(
            move.target.rows("SELECT item FROM tributary.preparation WHERE source = 'legacy.back'"))
        .isEmpty();
  }

  /** It logs of its rows what it did before, is read by nobody, and published to nobody. */
  private void assertOpenTargetAsItWas() {
    assertThat(move.target.rows(IDENTITIES))
        .containsExactly("account|d", "line|d", "part|d", "part_a|d", "whole|f");
    assertThat(move.target.rows(SLOTS)).isEmpty();
    assertThat(dumpOfTarget()).doesNotContain("PUBLICATION").doesNotContain("tributary_fence");
  }

  @Test
  void leavesBothSidesAsTheyWereWhenItIsAbortedAfterARollback() {
    // given
    move.change(move.out);
    move.change(move.back);

    // when
    move.abort();

    // then
    assertThat(dumpOfSource()).isEqualTo(before);
    assertThat(dumpOfTarget()).isEqualTo(targetBefore);
  }

  @Test
  void opensTheTargetOfALaterMigrationOfThatName() throws Exception {
    // given
    move.change(move.out);
    move.change(move.back);
    move.abort();
    move.started();

    // when
    move.change(move.out);

    // then
    try (Connection application = move.asApplication();
        Statement statement = application.createStatement()) {
      statement.execute("INSERT INTO app.line VALUES ('of the later one')");
    }
    move.awaitRows(
        move.source, "SELECT said FROM public.line ORDER BY 1", "early", "of the later one");
    assertThat(move.status(move.back).error()).isNull();
  }

  private void end() {
    apply.stop(move.back.stream());
    apply.stop(move.out.stream());
    outlast(() -> move.homeward().removeCapture());
    outlast(() -> move.homeward().removeTarget());
    outlast(() -> move.outward().removeCapture());
  }

  private String dumpOfTarget() {
    return TargetEnd.dump(PostgresFixture.target(), move.database(), "-N", "tributary");
  }

  private String dumpOfSource() {
    return TargetEnd.dump(PostgresFixture.source(), move.database());
  }
}
