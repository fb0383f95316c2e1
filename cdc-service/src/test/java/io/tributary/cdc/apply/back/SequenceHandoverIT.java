package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.PlainDatabase;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.TributaryException;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each side goes on behind the last number of the side that was open before. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class SequenceHandoverIT {
  @Inject ApplyService apply;
  private TwoWayMigration move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayMigration(
                apply,
                "CREATE TABLE account (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int)",
                "CREATE TABLE doc (id serial PRIMARY KEY, n int)",
                "CREATE SEQUENCE ticket START 1000 INCREMENT 10",
                "INSERT INTO account (n) SELECT g FROM generate_series(1, 5) g",
                "INSERT INTO doc (n) SELECT g FROM generate_series(1, 7) g",
                "SELECT nextval('ticket')")
            .started();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void goesOnBehindTheOtherSidesLastNumberHoweverOftenTheSidesChange() {
    // then: each number is the next one, wherever it is taken
    int taken = 0;
    for (int round = 1; round <= 2; round++) {
      move.change(move.out);
      taken += 3;
      assertNext(move.target, "app", 3, taken);
      move.change(move.back);
      taken += 2;
      assertNext(move.source, "public", 2, taken);
    }
  }

  @Test
  void setsNothingBackWhereALiftHasToBeFinishedLater() throws Exception {
    // given: a reader of the target keeps the fence's triggers there
    move.change(move.out);
    assertNext(move.target, "app", 1, 1);
    move.change(move.back);
    assertNext(move.source, "public", 1, 2);
    SourceDriver outward = move.close(move.out);
    Connection reader = move.asApplication();
    read(reader, "app.doc");

    // when: it is open at once, and written to
    outward.open();
    assertThat(outward.opened()).isTrue();
    assertNext(move.target, "app", 4, 6);
    reader.close();
    outward.open();
    outward.endRehearsal();

    // then
    assertThat(move.target.rows("SELECT count(*) FROM pg_trigger WHERE tgname = 'tributary_fence'"))
        .containsExactly("0");
    assertNext(move.target, "app", 1, 7);

    // and: the same on the way back
    SourceDriver homeward = move.close(move.back);
    reader = move.asLegacyApplication();
    read(reader, "public.doc");
    homeward.open();
    assertThat(homeward.opened()).isTrue();
    assertNext(move.source, "public", 4, 11);
    reader.close();
    homeward.open();
    homeward.endRehearsal();
    assertThat(move.source.rows("SELECT count(*) FROM pg_trigger WHERE tgname = 'tributary_fence'"))
        .containsExactly("0");
    assertNext(move.source, "public", 1, 12);
  }

  @Test
  void goesOnWithSequencesThatCameWithAColumnAndThatGotAnotherName() {
    // given: both sides were altered in the same way behind the first plan
    move.source.run("ALTER TABLE doc ADD COLUMN page serial");
    move.target.run("ALTER TABLE app.doc ADD COLUMN page serial");
    move.source.run("INSERT INTO doc (n) VALUES (0)");
    move.awaitRows(move.target, "SELECT max(page) FROM app.doc", "8");

    // when: and the application renames the sequence of an identity column
    move.change(move.out);
    move.target.run(
        "INSERT INTO app.doc (n) SELECT 0 FROM generate_series(1, 20)",
        "INSERT INTO app.account (n) SELECT 0 FROM generate_series(1, 20)",
        "ALTER SEQUENCE app.account_id_seq RENAME TO numbers_of_accounts");
    move.change(move.back);

    // then: 5 + 20 + 1 accounts, and 7 + 1 + 20 + 1 documents, each with its own page
    move.source.run("INSERT INTO account (n) VALUES (0)", "INSERT INTO doc (n) VALUES (0)");
    assertThat(move.source.rows("SELECT max(id) FROM account")).containsExactly("26");
    assertThat(move.source.rows("SELECT max(id), max(page), count(DISTINCT page) FROM doc"))
        .containsExactly("29|29|29");
  }

  @Test
  void refusesBeforeAnythingIsFencedWhatCouldNotBeHandedOver() throws Exception {
    // given: the application renames a sequence that no column owns
    move.change(move.out);
    move.target.run("ALTER SEQUENCE app.ticket RENAME TO ticket_no");

    // when / then: it is named, and no fence was asked for
    assertRefused(
        move.homeward(),
        "source has sequence public.ticket, and the target has no counterpart",
        "Make app.ticket at the target");
    assertThat(move.homeward().standingFence()).isEmpty();

    // and: the way back holds for a right and for bounds
    move.target.run("ALTER SEQUENCE app.ticket_no RENAME TO ticket");
    move.target.run("SELECT setval('app.ticket', 5000)");
    move.source.run("ALTER SEQUENCE ticket MAXVALUE 4000");
    assertRefused(
        move.homeward(), "sequence public.ticket stands at 5000 at the target", "from 1 to 4000");
    move.source.run("ALTER SEQUENCE ticket MAXVALUE 100000");
    move.change(move.back);

    // and: the next cutover in the same way
    move.target.run("DROP SEQUENCE app.ticket");
    assertRefused(move.outward(), "the source has sequence public.ticket", "app.ticket");
    move.source.run("DROP SEQUENCE ticket");
    move.change(move.out);
  }

  @Test
  void opensAllTheSameWhereASequenceIsDroppedBehindTheRehearsal() {
    // given
    move.change(move.out);
    move.change(move.back);
    SourceDriver outward = move.close(move.out);
    move.target.run("DROP SEQUENCE app.ticket");

    // when / then: what was dropped is nobody's loss, and the rest goes on
    move.open(outward);
    move.target.run("INSERT INTO app.doc (n) VALUES (0)");
    assertThat(move.target.rows("SELECT max(id) FROM app.doc")).containsExactly("8");
  }

  private static void assertRefused(SourceDriver driver, String... says) {
    assertThatThrownBy(driver::rehearse)
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> {
              assertThat(e.report().code()).isEqualTo(SchemaError.SEQUENCE.code());
              assertThat(e.report().message()).contains(says);
            });
    driver.endRehearsal();
  }

  private static void read(Connection reader, String table) throws SQLException {
    reader.setAutoCommit(false);
    try (Statement statement = reader.createStatement()) {
      statement.execute("SELECT FROM " + table);
    }
  }

  /** Takes so many numbers of each sequence; the last of them is the so manieth of all. */
  private static void assertNext(PlainDatabase side, String schema, int more, int last) {
    String takes = " (n) SELECT 0 FROM generate_series(1, " + more + ")";
    side.run(
        "INSERT INTO " + schema + ".account" + takes,
        "INSERT INTO " + schema + ".doc" + takes,
        "SELECT nextval('" + schema + ".ticket') FROM generate_series(1, " + more + ")");
    assertThat(
            side.rows(
                "SELECT (SELECT max(id) FROM %1$s.account), (SELECT max(id) FROM %1$s.doc), (SELECT last_value FROM %1$s.ticket)"
                    .formatted(schema)))
        .isEqualTo(List.of((5 + last) + "|" + (7 + last) + "|" + (1000 + 10 * last)));
  }
}
