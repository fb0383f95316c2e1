package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.PlainDatabase;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.source.QuietSides;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.SourceError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.MovingSource;
import io.tributary.fixture.PrintedCommands;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Triggers and rules that an application makes at the side that it uses. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class QuietSidesIT {
  @Inject ApplyService apply;
  private TwoWayMigration move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayMigration(
                apply,
                "CREATE TABLE item (id int PRIMARY KEY CHECK (abs(id) >= 0))",
                "CREATE TABLE seen (id int)",
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                    + " EXECUTE format('INSERT INTO %I.seen VALUES ($1)', TG_TABLE_SCHEMA) USING NEW.id;"
                    + " RETURN NEW; END $$",
                "CREATE TRIGGER usual AFTER INSERT ON item FOR EACH ROW EXECUTE FUNCTION note()")
            .started();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void areNotChangedWhileSomethingWouldActOnAppliedRows() throws Exception {
    // given
    move.change(move.out);
    move.target.run("ALTER TABLE app.item ENABLE ALWAYS TRIGGER usual");

    // when, then
    refuses(move.homeward(), move.target, "at the target, the trigger usual of table app.item");
    move.change(move.back);
    assertEveryRowOnce("");

    // given
    move.source.run(
        "INSERT INTO item VALUES (1)",
        "CREATE RULE also AS ON INSERT TO item DO ALSO INSERT INTO seen VALUES (NEW.id)",
        "CREATE RULE gone AS ON DELETE TO item DO ALSO DELETE FROM seen",
        "ALTER TABLE item ENABLE REPLICA RULE gone");

    // when, then
    refuses(
        move.outward(),
        move.source,
        "at the source, the rule also of table public.item, rule gone of table public.item");
    move.change(move.out);
    move.target.run("INSERT INTO app.item VALUES (2)");
    move.change(move.back);
    assertEveryRowOnce("1", "2");
    move.change(move.out);
    assertEveryRowOnce("1", "2");
    assertThat(move.status(move.out).error()).isNull();
  }

  @Test
  void areNotChangedWhileAFunctionOfTheApplicationWouldRunAsASuperuser() throws Exception {
    // given
    move.change(move.out);
    move.target.run(
        "CREATE FUNCTION app.own(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n'",
        "CREATE INDEX own ON app.item (app.own(id))");

    // when, then
    distrusts(
        move.homeward(),
        "Role postgres may do everything in the target",
        "index own of app.item calls app.own(integer)",
        "set `functions-unverified: accepted` for app under target.schemas");
    move.target.run("DROP INDEX app.own");
    move.change(move.back);

    // given
    move.source.run(
        "CREATE FUNCTION own(n int) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "ALTER TABLE item ADD CONSTRAINT mine CHECK (own(id))");

    // when, then
    distrusts(
        move.outward(),
        "Role postgres may do everything in source legacy",
        "constraint mine of public.item calls public.own(integer)",
        "set `functions-unverified: accepted` at source legacy");
    new QuietSides(new Databases(), accepting(move.out)).require();
    move.source.run("ALTER TABLE item DROP CONSTRAINT mine");
    move.change(move.out);
    assertThat(move.status(move.back).error()).isNull();
  }

  private static MovingSource accepting(MovingSource out) {
    return new MovingSource(out.migration(), out.source().postgres().withFunctionsUnverified());
  }

  private static void distrusts(SourceDriver driver, String... what) {
    TributaryException refusal = catchThrowableOfType(TributaryException.class, driver::rehearse);
    assertThat(refusal.report().code()).isEqualTo(SourceError.FUNCTIONS.code());
    assertThat(refusal).hasMessageContainingAll(what);
  }

  private static void refuses(SourceDriver driver, PlainDatabase side, String what) {
    TributaryException refusal = catchThrowableOfType(TributaryException.class, driver::rehearse);
    assertThat(refusal.report().code()).isEqualTo(SourceError.ACTS_ON_APPLIED_ROWS.code());
    assertThat(refusal).hasMessageContaining(what);
    PrintedCommands.statements(String.valueOf(refusal.getMessage())).forEach(side::run);
    driver.rehearse();
    driver.endRehearsal();
  }

  private void assertEveryRowOnce(String... ids) {
    List<String> expected = List.of(ids).stream().filter(id -> !id.isEmpty()).toList();
    for (String table : List.of("item", "seen")) {
      assertThat(move.source.rows("SELECT id FROM " + table + " ORDER BY id"))
          .as(table)
          .isEqualTo(expected);
      assertThat(move.target.rows("SELECT id FROM app." + table + " ORDER BY id"))
          .as(table)
          .isEqualTo(expected);
    }
  }
}
