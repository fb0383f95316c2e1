package io.tributary.cdc.apply.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.FileCopyScenario;
import io.tributary.cdc.reconcile.JoiningLoop;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.rule.TableRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tables that are made in a SQLite file while its migration runs join it, with the real connector,
 * while another process writes to them. The oracle reads both sides.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class JoiningFileTablesIT extends FileCopyScenario {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String BEFORE =
      "PRAGMA journal_mode = WAL; CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT);"
          + numbers(100)
          + "INSERT INTO item SELECT i, 'i' || i FROM g;";
  private static final String NEW =
      "BEGIN; CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT,"
          + " item INTEGER REFERENCES item (id), note TEXT NOT NULL DEFAULT 'n', big TEXT);"
          + "CREATE INDEX by_note ON orders (note);"
          + "CREATE TABLE bare (v TEXT);"
          + "CREATE TABLE worded (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID;"
          + "CREATE TABLE part (id INTEGER PRIMARY KEY, whole INTEGER REFERENCES orders (id));"
          + numbers(3_000)
          + "INSERT INTO orders (item, big) SELECT 1 + i % 100, hex(zeroblob(200)) || i FROM g;"
          + numbers(3_000)
          + "INSERT INTO bare SELECT 'b' || i % 100 FROM g;"
          + numbers(3_000)
          + "INSERT INTO worded SELECT 'k' || i, 'v' || i FROM g;"
          + numbers(3_000)
          + "INSERT INTO part SELECT i, i FROM g; COMMIT;";
  private static final List<String> NAMES =
      List.of("main.bare", "main.orders", "main.part", "main.worded");

  private JoiningLoop loop;

  private void start() {
    begin();
    move.awaitComplete();
    loop = new JoiningLoop(move.migration(), move.stream(), apply);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void tablesOfEveryShapeJoinUnderTheirWriters(boolean overTheTopic) throws Exception {
    // given
    create(BEFORE);
    if (overTheTopic) {
      move.overTheTopic();
    }
    start();
    move.write(NEW);
    awaitNew(NAMES);
    ErrorReport error = move.driver().captureStatus().error();
    assertThat(error.code()).isEqualTo("TRB-CAPTURE-NEW-TABLE");
    assertThat(error.message())
        .contains("`./tributary add-tables " + move.stream().migration() + " --source legacy`");
    try (Writers writers = new Writers()) {
      // when
      loop.order(NAMES, 5);
      awaitPhase(TableRestartObserved.Phase.DONE, NAMES);

      // then the writers go on, in tables that are new and in those that are not
      writers.awaitMore(20);
    }
    move.settle();
    assertEqual();
    assertThat(move.status().error()).isNull();
    assertThat(move.status().progress().aside().quarantined()).isZero();
    assertThat(seen("main.orders").error()).isNull();
    supervised();
    assertThat(move.driver().captureStatus().error()).isNull();
    assertThat(move.driver().captureStatus().newTables()).isEmpty();
    assertMadeAsOthers();

    // and the application goes on with them
    move.cutOver();
    String last = move.file.run("SELECT seq FROM sqlite_sequence WHERE name = 'orders';").strip();
    assertThat(
            move.target.rows("INSERT INTO app.orders (note) VALUES ('at the target') RETURNING id"))
        .containsExactly(String.valueOf(Long.parseLong(last) + 1));
  }

  /** Owner, gate, keys, index and foreign keys. */
  private void assertMadeAsOthers() {
    assertThat(
            move.target.rows(
                """
                SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class
                 WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'S')"""))
        .containsExactly(move.role());
    assertThat(
            move.target.rows(
                """
                SELECT c.relname FROM pg_class c
                 WHERE c.relnamespace = 'app'::regnamespace AND c.relkind = 'r'
                   AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid
                                    AND t.tgname = 'tributary_closed' AND t.tgenabled <> 'D')"""))
        .isEmpty();
    assertThat(
            move.target.rows(
                """
                SELECT conrelid::regclass, confrelid::regclass, convalidated
                  FROM pg_constraint
                 WHERE contype = 'f' AND connamespace = 'app'::regnamespace ORDER BY 1, 2"""))
        .containsExactly("app.orders|app.item|t", "app.part|app.orders|t");
    assertThat(
            move.target.rows(
                "SELECT indexdef LIKE '%(note)%' FROM pg_indexes WHERE indexname = 'by_note'"))
        .containsExactly("t");
  }

  @Test
  void whoeverDiesBetweenTheStepsIsFollowedByWhoGoesOn() throws Exception {
    // given
    create(BEFORE);
    start();
    move.write(NEW);
    awaitNew(NAMES);
    List<String> names = List.of("main.orders", "main.bare");
    Map<String, Long> orders = Map.of("main.orders", 5L, "main.bare", 5L);
    try (Writers writers = new Writers()) {
      // when one dies that has made them in the target, twice
      for (int i = 0; i < 2; i++) {
        assertThat(move.driver().joining().orElseThrow().make(orders).tables())
            .containsExactlyInAnyOrderElementsOf(names);
        die();
      }
      writers.awaitMore(5);
      assertThat(move.target.rows("SELECT count(*) FROM app.orders")).containsExactly("0");

      // and one that has told the connector, and has heard nothing of it
      await().atMost(LIMIT).until(() -> move.driver().joining().orElseThrow().read("main.orders"));
      die();

      // and one that has asked for the rows
      loop.order(names, 5);
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                loop.turn(move.driver());
                return loop.seen("main.bare")
                    .filter(t -> t.phase() != TableRestartObserved.Phase.WAITING)
                    .isPresent();
              });
      die();
      loop.forget();

      // then
      awaitPhase(TableRestartObserved.Phase.DONE, names);
      writers.awaitMore(20);
    }
    // and those that were not ordered are new still, and join when they are
    List<String> others = List.of("main.part", "main.worded");
    awaitNew(others);
    loop.order(others, 6);
    awaitPhase(TableRestartObserved.Phase.DONE, others);
    move.settle();
    assertEqual();

    // and nothing of them is left where the migration is given up
    move.abort();
    assertThat(
            move.target.rows(
                "SELECT relname FROM pg_class WHERE relnamespace::regnamespace::text = 'app'"))
        .isEmpty();
    assertThat(
            move.file.run(
                "SELECT name FROM sqlite_master WHERE name LIKE '%tributary%' ESCAPE '!';"))
        .isEmpty();
  }

  private void die() {
    move.restartService();
    move.resume();
  }

  @Test
  void whatCannotJoinIsRefusedByNameAndKeepsNothingElseFromJoining() throws Exception {
    // given
    create(
        BEFORE + "CREATE TABLE early (id INTEGER PRIMARY KEY, later INTEGER REFERENCES later (id))",
        OnInvalid.STOP,
        null,
        Map.of("item", new TableRule("stock", Map.of())));
    start();
    move.target.run(
        "CREATE TABLE app.taken (id int PRIMARY KEY, whose text)",
        "INSERT INTO app.taken VALUES (1, 'somebody''s')",
        "CREATE TABLE app.by_id (whose text)");
    move.write(
        "CREATE TABLE taken (id INTEGER PRIMARY KEY, whose TEXT);"
            + "INSERT INTO taken VALUES (1, 'ours'), (2, 'ours');"
            + "CREATE TABLE stock (id INTEGER PRIMARY KEY);"
            + "CREATE TABLE later (id INTEGER PRIMARY KEY);"
            + "CREATE TABLE indexed (id INTEGER PRIMARY KEY, other INTEGER);"
            + "CREATE INDEX by_id ON indexed (other);"
            + "CREATE TABLE fine (id INTEGER PRIMARY KEY); INSERT INTO fine VALUES (1)");
    Map<String, String> refused =
        Map.of(
            "main.taken", "TRB-ADD-TABLES-NAME-TAKEN",
            "main.stock", "TRB-ADD-TABLES-MAPPING",
            "main.later", "TRB-ADD-TABLES-ENTANGLED",
            "main.indexed", "TRB-ADD-TABLES-TARGET-REFUSED");
    List<String> names =
        List.of("main.taken", "main.stock", "main.later", "main.indexed", "main.fine");
    awaitNew(names);

    // when
    loop.order(names, 5);

    // then
    awaitPhase(TableRestartObserved.Phase.DONE, List.of("main.fine"));
    awaitPhase(TableRestartObserved.Phase.REFUSED, List.copyOf(refused.keySet()));
    refused.forEach(
        (table, code) -> {
          assertThat(seen(table).error().code()).isEqualTo(code);
          assertThat(seen(table).error().message()).contains(table.substring(5));
        });
    assertThat(seen("main.later").error().message())
        .contains("main.early")
        .contains("`./tributary restart " + move.stream().migration() + " --source legacy`");
    assertThat(move.target.rows("SELECT * FROM app.taken")).containsExactly("1|somebody's");
    assertThat(move.target.rows("SELECT * FROM app.fine")).containsExactly("1");
    // and whoever takes over knows of it
    loop.forget();
    awaitPhase(TableRestartObserved.Phase.REFUSED, List.copyOf(refused.keySet()));

    // when the stranger's table is gone and it is ordered again
    move.target.run("DROP TABLE app.taken");
    loop.order(List.of("main.taken"), 6);

    // then
    awaitPhase(TableRestartObserved.Phase.DONE, List.of("main.taken"));
    move.write("INSERT INTO taken VALUES (3, 'later'); INSERT INTO item VALUES (1000, 'later')");
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(move.status().error()).isNull();
              equal("taken", "id, whose");
              assertThat(move.target.rows("SELECT name FROM app.stock WHERE id = 1000"))
                  .containsExactly("later");
            });
  }

  @Test
  void oneThatIsGoneByThenIsRefusedAndTheOtherJoins() throws Exception {
    // given
    create(BEFORE);
    start();
    move.write("CREATE TABLE gone (id INTEGER PRIMARY KEY); CREATE TABLE stays (v TEXT)");
    awaitNew(List.of("main.gone", "main.stays"));
    move.write("DROP TABLE gone; INSERT INTO stays VALUES ('here')");

    // when
    loop.order(List.of("main.gone", "main.stays"), 5);

    // then
    awaitPhase(TableRestartObserved.Phase.REFUSED, List.of("main.gone"));
    assertThat(seen("main.gone").error().code()).isEqualTo("TRB-ADD-TABLES-GONE");
    awaitPhase(TableRestartObserved.Phase.DONE, List.of("main.stays"));
    equal("stays", "v");
  }

  private void assertEqual() {
    equal("orders", "id, item, note, coalesce(big, 'none')");
    equal("part", "id, whole");
    equal("worded", "k, v");
    equal("bare", "v");
    equal("item", "id, name");
  }

  private void equal(String table, String columns) {
    move.assertEqual(
        "SELECT " + columns + " FROM " + table, "SELECT " + columns + " FROM app." + table);
  }

  private void awaitPhase(TableRestartObserved.Phase phase, List<String> tables) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              loop.turn(move.driver());
              assertThat(move.status().error()).isNull();
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

  private void supervised() {
    move.driver().supervise();
  }

  private void awaitNew(List<String> names) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              supervised();
              assertThat(move.driver().captureStatus().newTables())
                  .containsExactlyInAnyOrderElementsOf(names);
            });
  }

  /** Another process that writes to every table all the time. */
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
          move.write(change(random, 4_000 + written.get()));
          written.incrementAndGet();
        }
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }

    private String change(Random random, int fresh) {
      int some = 1 + random.nextInt(3_000);
      return switch (random.nextInt(10)) {
        case 0 ->
            "INSERT INTO orders (item, note) VALUES (%d, 'w%d')".formatted(1 + some % 100, fresh);
        case 1 -> "UPDATE orders SET note = note || 'x' WHERE id = " + some;
        case 2 ->
            "BEGIN IMMEDIATE; DELETE FROM part WHERE whole = %1$d; DELETE FROM orders WHERE id = %1$d; COMMIT"
                .formatted(some);
        case 3 -> "INSERT INTO worded VALUES ('w%d', 'w')".formatted(fresh);
        case 4 -> "UPDATE worded SET k = 'moved%d' WHERE k = 'k%d'".formatted(fresh, some);
        case 5 -> "INSERT INTO bare VALUES ('b%d')".formatted(some % 100);
        case 6 ->
            "DELETE FROM bare WHERE rowid = (SELECT rowid FROM bare WHERE v = 'b%d' LIMIT 1)"
                .formatted(some % 100);
        case 7 -> "UPDATE bare SET v = v || '.' WHERE rowid = " + some;
        case 8 -> "UPDATE part SET id = %d WHERE id = %d".formatted(1_000_000 + fresh, some);
        default -> "UPDATE item SET name = name || '.' WHERE id = " + (1 + some % 100);
      };
    }

    void awaitMore(int more) {
      int goal = written.get() + more;
      await()
          .atMost(LIMIT)
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
