package io.tributary.cdc.apply.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangingMigration;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.source.SchemaChanges;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Changes of the source's schema that the target follows by itself, each on a table of its own. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaChangesFollowIT {
  @Inject ApplyService apply;
  private ChangingMigration move;

  @BeforeAll
  void start() throws Exception {
    move =
        new ChangingMigration(
                apply,
                SchemaChanges.FOLLOW,
                "CREATE TYPE mood AS ENUM ('glad', 'sad')",
                "CREATE TABLE added (id int PRIMARY KEY, v text)",
                "CREATE TABLE dropped (id int PRIMARY KEY, v text, w int)",
                "CREATE INDEX dropped_w ON dropped (w)",
                "CREATE TABLE renamed (id int PRIMARY KEY, v text UNIQUE)",
                "CREATE TABLE labelled (id int PRIMARY KEY, m mood)",
                "CREATE TABLE indexed (id int PRIMARY KEY, v text)",
                "CREATE TABLE busy (id int PRIMARY KEY, v text, w int DEFAULT 5)",
                "CREATE TABLE volatile (id int PRIMARY KEY)",
                "INSERT INTO added SELECT n, 'v' || n FROM generate_series(1, 3) n",
                "INSERT INTO dropped SELECT n, 'v' || n, n FROM generate_series(1, 3) n",
                "INSERT INTO renamed SELECT n, 'v' || n FROM generate_series(1, 3) n",
                "INSERT INTO indexed SELECT n, 'v' || n FROM generate_series(1, 3) n",
                "INSERT INTO volatile VALUES (1)",
                "CREATE FUNCTION length_of(text) RETURNS int LANGUAGE plpgsql IMMUTABLE AS"
                    + " 'BEGIN RETURN length($1); END'",
                "CREATE TABLE owned (id int PRIMARY KEY, v text)",
                "CREATE TABLE computed (id int PRIMARY KEY, v text)")
            .started();
  }

  @AfterAll
  void stop() throws Exception {
    move.close();
  }

  @Test
  void addsColumnsWithTheValuesThatOldRowsHaveAtTheSource() {
    // when
    move.source.run(
        "ALTER TABLE added ADD n int DEFAULT 7, ADD at timestamptz DEFAULT now(), ADD m mood",
        "INSERT INTO added (id, v, m) VALUES (4, 'v4', 'sad')");
    move.source.runTogether(
        "UPDATE added SET v = 'before' WHERE id = 1",
        "ALTER TABLE added ADD tag text NOT NULL DEFAULT 'it''s \\ new'",
        "UPDATE added SET v = 'after', tag = 'mine' WHERE id = 2");
    move.settle();

    // then
    move.assertEqual("added");
  }

  @Test
  void addsAColumnThatNobodyWrites() {
    // when
    move.source.run("ALTER TABLE indexed ADD quiet int DEFAULT 9 NOT NULL");

    // then
    await().atMost(ChangingMigration.LIMIT).untilAsserted(() -> move.assertEqual("indexed"));
  }

  @Test
  void dropsAColumnAndItsIndex() {
    // when
    move.source.run("ALTER TABLE dropped DROP w", "UPDATE dropped SET v = 'x' WHERE id = 2");
    move.settle();

    // then
    await().atMost(ChangingMigration.LIMIT).untilAsserted(() -> move.assertEqual("dropped"));
  }

  @Test
  void renamesAColumnAndKeepsItsValues() {
    // when
    move.source.run(
        "ALTER TABLE renamed RENAME v TO label",
        "INSERT INTO renamed VALUES (4, 'v4')",
        "ALTER TABLE renamed ADD v int");
    move.settle();

    // then
    await().atMost(ChangingMigration.LIMIT).untilAsserted(() -> move.assertEqual("renamed"));
    assertThat(move.target.rows("SELECT label FROM app.renamed ORDER BY id"))
        .containsExactly("v1", "v2", "v3", "v4");
  }

  @Test
  void addsAnEnumLabelBeforeTheFirstRowThatUsesIt() {
    // when
    move.source.run(
        "ALTER TYPE mood ADD VALUE 'fine' BEFORE 'sad'",
        "INSERT INTO labelled VALUES (1, 'fine'), (2, 'glad')");
    move.settle();

    // then
    move.assertEqual("labelled");
    assertThat(move.status().progress().aside().deadLetters()).isZero();
    assertThat(move.target.rows("SELECT unnest(enum_range(NULL::app.mood))"))
        .containsExactly("glad", "fine", "sad");
  }

  @Test
  void makesANewIndex() {
    // when
    move.source.run("CREATE UNIQUE INDEX \"By Value\" ON indexed (lower(v)) WHERE v <> ''");

    // then
    await().atMost(ChangingMigration.LIMIT).untilAsserted(() -> move.assertEqual("indexed"));
  }

  @Test
  void followsWhileAWriterGoesOn() throws Exception {
    // given
    AtomicBoolean writing = new AtomicBoolean(true);
    AtomicInteger rounds = new AtomicInteger();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; writing.get(); i++) {
                move.source.run(
                    "INSERT INTO busy (id, v) VALUES (" + i + ", 'n')",
                    "UPDATE busy SET v = v || 'u' WHERE id % 3 = 0 AND id > " + (i - 9),
                    "DELETE FROM busy WHERE id = " + (i - 5));
                rounds.set(i);
              }
            });

    // when
    for (String change :
        List.of(
            "ALTER TABLE busy ADD x numeric(6,2) DEFAULT 1.5",
            "ALTER TABLE busy RENAME w TO ww",
            "CREATE INDEX busy_x ON busy (x)",
            "ALTER TABLE busy DROP ww",
            "ALTER TABLE busy ADD y text DEFAULT 'y'")) {
      int before = rounds.get();
      move.source.run(change);
      await().atMost(ChangingMigration.LIMIT).until(() -> rounds.get() > before + 20);
    }
    writing.set(false);
    writer.get();
    move.settle();

    // then
    await().atMost(ChangingMigration.LIMIT).untilAsserted(() -> move.assertEqual("busy"));
  }

  @Test
  void stopsAtADefaultThatIsComputedForEachRowAndGoesOnWhenItWasMadeByHand() {
    // when
    move.source.run(
        "ALTER TABLE volatile ADD r text DEFAULT md5(random()::text)",
        "INSERT INTO volatile VALUES (2)");

    // then
    ErrorReport error = move.stopped();
    assertThat(error.code()).isEqualTo("TRB-APPLY-SCHEMA-CHANGED");
    assertThat(error.message()).contains("public.volatile").contains("column r");
    String value = move.source.rows("SELECT r FROM volatile WHERE id = 1").get(0);
    move.target.run(
        "ALTER TABLE app.volatile ADD r text DEFAULT md5(random()::text)",
        "UPDATE app.volatile SET r = '" + value + "'");
    move.resume();
    move.settle();
    move.assertEqual("volatile");
  }

  @Test
  void changesATableAsItsOwnerAndNotAsTributarysRole() {
    // given
    String owner =
        move.target.rows("SELECT tableowner FROM pg_tables WHERE tablename = 'owned'").get(0);
    move.target.run(
        "CREATE TABLE public.ran (role text, tag text)",
        "GRANT INSERT ON public.ran TO PUBLIC",
        "CREATE FUNCTION public.noted() RETURNS event_trigger LANGUAGE plpgsql AS"
            + " 'BEGIN INSERT INTO public.ran VALUES (current_user, tg_tag); END'",
        "CREATE EVENT TRIGGER noted ON ddl_command_end WHEN TAG IN ('ALTER TABLE', 'CREATE INDEX')"
            + " EXECUTE FUNCTION public.noted()",
        "ALTER EVENT TRIGGER noted ENABLE ALWAYS");

    // when
    move.source.run(
        "ALTER TABLE owned ADD n int DEFAULT 7", "CREATE INDEX owned_v ON owned (lower(v))");
    await().atMost(ChangingMigration.LIMIT).untilAsserted(() -> move.assertEqual("owned"));
    move.target.run("DROP EVENT TRIGGER noted");

    // then
    assertThat(owner).isNotEqualTo(move.migration().target().connection().user());
    assertThat(move.target.rows("SELECT DISTINCT role, tag FROM public.ran ORDER BY 2"))
        .containsExactly(owner + "|ALTER TABLE", owner + "|CREATE INDEX");
  }

  @Test
  void makesNoIndexThatWouldRunAFunctionOfTheApplicationAsASuperuser() {
    // when
    move.source.run(
        "CREATE INDEX computed_length ON computed (length_of(v))",
        "INSERT INTO computed VALUES (1, 'x')");

    // then
    ErrorReport error = move.stopped();
    assertThat(error.code()).isEqualTo("TRB-APPLY-SCHEMA-CHANGED");
    assertThat(error.message())
        .contains("public.computed")
        .contains("index computed_length of app.computed calls app.length_of(text)");
    assertThat(move.target.rows("SELECT indexname FROM pg_indexes WHERE tablename = 'computed'"))
        .containsExactly("computed_pkey");
    move.source.run("DROP INDEX computed_length");
    move.resume();
    move.settle();
    move.assertEqual("computed");
  }
}
