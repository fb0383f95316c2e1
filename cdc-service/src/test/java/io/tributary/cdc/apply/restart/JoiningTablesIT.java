package io.tributary.cdc.apply.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangingMigration;
import io.tributary.cdc.reconcile.JoiningLoop;
import io.tributary.cdc.schema.SchemaFixture;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.dump.SchemaStep;
import io.tributary.cdc.schema.state.JoiningOutcome;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SchemaChanges;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tables that are made at a PostgreSQL source while its migration runs join it, with the real
 * connector, while applications write to them. The oracle reads both databases.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class JoiningTablesIT {
  private static final String[] NEW = {
    "CREATE TYPE mood AS ENUM ('sad', 'ok')",
    "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
        + " item int REFERENCES item, mood mood DEFAULT 'ok', note text NOT NULL DEFAULT 'n',"
        + " big text, twice int GENERATED ALWAYS AS (item * 2) STORED, CHECK (note <> 'never'))",
    "CREATE INDEX by_note ON orders (note)",
    "CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()",
    "CREATE TABLE counted (id serial PRIMARY KEY, v text UNIQUE)",
    "CREATE TABLE bare (v text)",
    "CREATE TABLE part (id int, at int, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
    "CREATE TABLE part_low PARTITION OF part FOR VALUES FROM (0) TO (100)",
    "CREATE TABLE part_high PARTITION OF part FOR VALUES FROM (100) TO (1000)",
    "INSERT INTO orders (item, big) SELECT 1, repeat(md5(g::text), 100)"
        + " FROM generate_series(1, 3000) g",
    "INSERT INTO counted (v) SELECT 'v' || g FROM generate_series(1, 3000) g",
    "INSERT INTO bare SELECT 'b' || g % 100 FROM generate_series(1, 3000) g",
    "INSERT INTO part SELECT g, g % 1000 FROM generate_series(1, 3000) g"
  };
  private static final List<String> NAMES =
      List.of("public.bare", "public.counted", "public.orders", "public.part");

  @Inject ApplyService apply;

  private ChangingMigration migration;
  private JoiningLoop loop;

  private void begin() throws Exception {
    migration =
        new ChangingMigration(
                apply,
                SchemaChanges.STOP,
                "CREATE TABLE item (id int PRIMARY KEY, name text)",
                "INSERT INTO item SELECT g, 'i' || g FROM generate_series(1, 100) g",
                "CREATE TABLE family (id int, at int) PARTITION BY RANGE (at)",
                "CREATE TABLE family_low PARTITION OF family FOR VALUES FROM (0) TO (100)")
            .started();
    loop = new JoiningLoop(migration.migration(), migration.stream(), apply);
  }

  @AfterEach
  void end() throws Exception {
    migration.close();
  }

  @Test
  void tablesOfEveryShapeJoinUnderTheirWriters() throws Exception {
    // given
    begin();
    migration.source.run(NEW);
    awaitNew(NAMES);
    ErrorReport error = migration.driver().captureStatus().error();
    assertThat(error.code()).isEqualTo("TRB-CAPTURE-NEW-TABLE");
    assertThat(error.message())
        .contains("`./tributary add-tables " + migration.stream().migration() + " --source ");
    try (Writers writers = new Writers()) {
      // when
      loop.order(NAMES, 5);
      awaitPhase(TableRestartObserved.Phase.DONE, NAMES);

      // then the writers go on, in tables that are new and in those that are not
      writers.awaitMore(50);
    }
    migration.settle();
    assertEqual();
    for (String table : List.of("orders", "bare")) {
      migration.assertEqual(table);
    }
    assertThat(migration.status().error()).isNull();
    assertThat(migration.status().progress().aside().deadLetters()).isZero();
    assertThat(migration.target.rows("SELECT 1 FROM tributary.held_change")).isEmpty();
    await()
        .atMost(ChangingMigration.LIMIT)
        .untilAsserted(() -> assertThat(migration.driver().captureStatus().error()).isNull());
    assertThat(migration.driver().captureStatus().newTables()).isEmpty();
    assertMadeAsOthers();
    // and nothing of them is left where the migration is given up
    apply.stop(migration.stream());
    migration.driver().removeTarget();
    assertThat(
            migration.target.rows(
                "SELECT relname FROM pg_class WHERE relnamespace::regnamespace::text = 'app'"))
        .isEmpty();
    assertThat(migration.target.rows("SELECT 1 FROM pg_type WHERE typname = 'mood'")).isEmpty();
  }

  /** Owner, gate, triggers, keys, sequences and the plan by which the target is opened. */
  private void assertMadeAsOthers() {
    String role = migration.stream().migration().replace('-', '_') + "_role";
    assertThat(
            migration.target.rows(
                """
                SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class
                 WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'p', 'S')"""))
        .containsExactly(role);
    assertThat(
            migration.target.rows(
                """
                SELECT c.relname FROM pg_class c
                 WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p')
                   AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid
                                    AND t.tgname = 'tributary_closed' AND t.tgenabled <> 'D')"""))
        .isEmpty();
    assertThat(migration.target.rows("SELECT tgenabled FROM pg_trigger WHERE tgname = 'touched'"))
        .containsExactly("D");
    assertThat(
            migration.target.rows(
                "SELECT detail::text LIKE '%touched%' FROM tributary.preparation WHERE item = 'schema.triggers'"))
        .containsExactly("t");
    String constraints =
        """
        SELECT conname, replace(pg_get_constraintdef(oid, true), 'app.', '')
          FROM pg_constraint WHERE conrelid = '%s.orders'::regclass AND contype <> 'n' ORDER BY 1""";
    assertThat(migration.target.rows(constraints.formatted("app")))
        .isEqualTo(migration.source.rows(constraints.formatted("public")))
        .hasSize(3);
    assertThat(
            migration.target.rows(
                "SELECT pg_get_serial_sequence('app.counted', 'id'), pg_get_serial_sequence('app.orders', 'id')"))
        .containsExactly("app.counted_id_seq|app.orders_id_seq");
    assertThat(
            migration.target.rows(
                """
                SELECT s->'target'->>'name' FROM tributary.preparation,
                  jsonb_array_elements(detail->'sequences') s WHERE item = 'schema.plan' ORDER BY 1"""))
        .containsExactly("counted_id_seq", "orders_id_seq");
  }

  @Test
  void whoeverDiesBetweenTheStepsIsFollowedByWhoGoesOn() throws Exception {
    begin();
    migration.source.run(NEW);
    awaitNew(NAMES);
    try (Writers writers = new Writers()) {
      // when the target's part dies behind each of its steps
      for (SchemaStep step :
          List.of(SchemaStep.JOINING_PLANNED, SchemaStep.JOINING_RESTORED, SchemaStep.JOINED)) {
        SchemaService dying =
            SchemaFixture.service(
                (reached, layout) -> {
                  if (reached == step) {
                    throw new IllegalStateException("killed behind " + step);
                  }
                });
        assertThatThrownBy(
                () ->
                    dying.join(
                        new MovingSource(migration.migration(), migration.origin()),
                        Map.of("public.orders", 5L, "public.bare", 5L)))
            .hasMessageContaining("killed behind " + step);
      }
      assertThat(migration.target.rows("SELECT count(*) FROM app.orders")).containsExactly("0");

      // and the service when changes are held, and nobody reads them
      loop.order(List.of("public.orders", "public.bare"), 5);
      Map<String, Long> asked = Map.of("public.orders", 5L, "public.bare", 5L);
      apply.restartTables(migration.stream(), asked);
      await()
          .atMost(ChangingMigration.LIMIT)
          .until(
              () ->
                  migration
                      .target
                      .rows("SELECT phase FROM tributary.table_restart")
                      .equals(List.of("HOLDING", "HOLDING")));
      migration.restartService();
      migration.resume();

      // then no row is copied before the stream reads the table
      writers.awaitMore(20);
      assertThat(migration.target.rows("SELECT count(*) FROM app.orders")).containsExactly("0");

      // when one goes on that dies behind the publication
      assertThat(migration.driver().joining().orElseThrow().read("public.orders")).isTrue();
      migration.restartService();
      migration.resume();
      loop.forget();

      // then
      awaitPhase(TableRestartObserved.Phase.DONE, List.of("public.orders", "public.bare"));
      writers.awaitMore(50);
    }
    migration.settle();
    migration.assertEqual("orders");
    migration.assertEqual("bare");
    migration.assertEqual("item");
    // and those that were not ordered are new still
    awaitNew(List.of("public.counted", "public.part"));
  }

  @Test
  void whatCannotJoinIsRefusedByNameAndKeepsNothingElseFromJoining() throws Exception {
    // given
    begin();
    migration.target.run(
        "CREATE TABLE app.taken (id int PRIMARY KEY, whose text)",
        "INSERT INTO app.taken VALUES (1, 'somebody''s')");
    migration.source.run(
        "CREATE TABLE taken (id int PRIMARY KEY, whose text)",
        "INSERT INTO taken VALUES (1, 'ours'), (2, 'ours')",
        "CREATE TABLE family_high PARTITION OF family FOR VALUES FROM (100) TO (200)",
        "CREATE TABLE fine (id int PRIMARY KEY)",
        "INSERT INTO fine VALUES (1)");
    List<String> names = List.of("public.family_high", "public.fine", "public.taken");
    awaitNew(names);

    // when
    loop.order(names, 5);

    // then
    awaitPhase(TableRestartObserved.Phase.DONE, List.of("public.fine"));
    awaitPhase(TableRestartObserved.Phase.REFUSED, List.of("public.family_high", "public.taken"));
    assertThat(seen("public.taken").error().code()).isEqualTo("TRB-ADD-TABLES-NAME-TAKEN");
    assertThat(seen("public.taken").error().message()).contains("app.taken");
    assertThat(seen("public.family_high").error().code()).isEqualTo("TRB-ADD-TABLES-CHILD");
    assertThat(migration.target.rows("SELECT * FROM app.taken")).containsExactly("1|somebody's");
    assertThat(migration.target.rows("SELECT * FROM app.fine")).containsExactly("1");
    // and whoever takes over knows of it
    loop.forget();
    awaitPhase(TableRestartObserved.Phase.REFUSED, List.of("public.family_high", "public.taken"));

    // when the stranger's table is gone and it is ordered again
    migration.target.run("DROP TABLE app.taken");
    loop.order(List.of("public.taken"), 6);

    // then
    awaitPhase(TableRestartObserved.Phase.DONE, List.of("public.taken"));
    migration.settle();
    migration.assertEqual("taken");
  }

  @Test
  void nothingIsMadeWhereTheMigrationIsGivenUpWhileItsNewTableIsDumped() throws Exception {
    // given
    begin();
    migration.source.run("CREATE TABLE late (id int PRIMARY KEY)");
    awaitNew(List.of("public.late"));
    apply.stop(migration.stream());
    SchemaService slow =
        SchemaFixture.service(
            (reached, layout) -> {
              if (reached == SchemaStep.JOINING_DRAFTED) {
                migration.driver().removeTarget();
              }
            });

    // when
    JoiningOutcome outcome =
        slow.join(
            new MovingSource(migration.migration(), migration.origin()), Map.of("public.late", 5L));

    // then
    assertThat(outcome.made()).isEmpty();
    assertThat(outcome.refused()).isEmpty();
    assertThat(migration.target.rows("SELECT relname FROM pg_class WHERE relname = 'late'"))
        .isEmpty();
    assertThat(
            migration.target.rows(
                "SELECT item FROM tributary.preparation WHERE item LIKE 'schema.join%'"))
        .isEmpty();
  }

  private void assertEqual() {
    for (String table : List.of("part", "counted")) {
      String rows = "SELECT * FROM %s." + table + " ORDER BY 1, 2";
      assertThat(migration.target.rows(rows.formatted("app")))
          .isEqualTo(migration.source.rows(rows.formatted("public")));
    }
    migration.assertEqual("item");
  }

  private void awaitPhase(TableRestartObserved.Phase phase, List<String> tables) {
    await()
        .atMost(ChangingMigration.LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              loop.turn(migration.driver());
              assertThat(tables)
                  .allSatisfy(
                      table ->
                          assertThat(seen(table))
                              .extracting(TableRestartObserved::phase)
                              .as("%s", seen(table))
                              .isEqualTo(phase));
            });
  }

  private TableRestartObserved seen(String table) {
    return loop.seen(table).orElseThrow();
  }

  private void awaitNew(List<String> names) {
    await()
        .atMost(ChangingMigration.LIMIT)
        .untilAsserted(
            () ->
                assertThat(migration.driver().captureStatus().newTables())
                    .containsExactlyInAnyOrderElementsOf(names));
  }

  /** Applications that write to every table all the time. */
  private final class Writers implements AutoCloseable {
    private final AtomicInteger written = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "writers");
    private final long seed = System.nanoTime();
    private volatile boolean stopping;
    private volatile Throwable failure;

    Writers() {
      thread.start();
    }

    private void run() {
      Random random = new Random(seed);
      try {
        while (!stopping) {
          migration.source.run(change(random, 4_000 + written.get()));
          written.incrementAndGet();
        }
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    private String change(Random random, int fresh) {
      int some = 1 + random.nextInt(3_000);
      return switch (random.nextInt(9)) {
        case 0 -> "INSERT INTO orders (item, note) VALUES (%d, 'w')".formatted(1 + some % 100);
        case 1 -> "UPDATE orders SET note = note || 'x', mood = 'sad' WHERE id = " + some;
        case 2 -> "DELETE FROM orders WHERE id = " + some;
        case 3 -> "INSERT INTO counted (v) VALUES ('w%d')".formatted(fresh);
        case 4 -> "UPDATE counted SET id = %d WHERE id = %d".formatted(1_000_000 + fresh, some);
        case 5 -> "INSERT INTO bare VALUES ('b%d')".formatted(some % 100);
        case 6 ->
            "DELETE FROM bare WHERE ctid = (SELECT ctid FROM bare WHERE v = 'b%d' LIMIT 1)"
                .formatted(some % 100);
        case 7 -> "UPDATE part SET at = (at + 333) %% 1000 WHERE id = %d".formatted(some);
        default -> "UPDATE item SET name = name || '.' WHERE id = " + (1 + some % 100);
      };
    }

    void awaitMore(int more) {
      int goal = written.get() + more;
      await()
          .atMost(ChangingMigration.LIMIT)
          .untilAsserted(
              () -> {
                assertThat(failure).as("seed %d", seed).isNull();
                assertThat(written.get()).isGreaterThanOrEqualTo(goal);
              });
    }

    @Override
    public void close() throws InterruptedException {
      stopping = true;
      thread.join();
      assertThat(failure).as("seed %d", seed).isNull();
    }
  }
}
