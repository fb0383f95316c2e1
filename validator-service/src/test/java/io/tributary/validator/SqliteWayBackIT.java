package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.ComparisonLimits;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.RowCounts;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowDifference.Kind;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.LeadingTarget.Change;
import io.tributary.validator.LeadingTarget.Row;
import io.tributary.validator.config.ValidatorLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After the switch the target leads, and the file that rows came from follows it. */
class SqliteWayBackIT {
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 50, 100, 1_000, 1_000_000, 20, 1 << 20, 1_000_000);
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String ROWS =
      """
      WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 3000)
      INSERT INTO %s SELECT n, 'v' || n FROM g""";

  private FollowingFile home;
  private Comparing comparing;

  @AfterEach
  void close() {
    if (comparing != null) {
      comparing.close();
    }
    if (home != null) {
      home.close();
    }
  }

  private void start(String name, boolean writeAheadLog, String tables) throws Exception {
    home = new FollowingFile(name, writeAheadLog, tables);
    comparing = new Comparing(home.target.prefix, LIMITS);
  }

  private void switched() {
    comparing.desire(home.migration, MigrationGoal.SWITCHED, 1, "cut-0");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsEqualWhateverTheFileSpellsAndNamesWhatDiffersForGood(boolean writeAheadLog)
      throws Exception {
    // given: times and numbers that the file spells in its own ways
    start(
        "home" + writeAheadLog,
        writeAheadLog,
        "CREATE TABLE plain (id INTEGER PRIMARY KEY, f BOOLEAN, d DATETIME, j JSON, t TEXT);");
    home.both.writer.run(
        """
        WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 5000)
        INSERT INTO plain SELECT n, n % 2, '2026-01-01T00:00', '{ "a" :' || n || '}', 'Käse ' || n
          FROM g;""");
    home.both.onTarget(
        """
        INSERT INTO moved.plain SELECT n, n % 2 = 1, '2026-01-01 00:00:00',
          ('{"a":' || n || '}')::jsonb, 'Käse ' || n FROM generate_series(1, 5000) n""");
    switched();
    home.bringHome("UPDATE plain SET t = t", new Change(-1, Long.MAX_VALUE));

    // when
    TableVerdict equal = awaitVerdict("moved.plain", v -> v.verdict() == Verdict.EQUAL);

    // then it is called as the stream that comes home calls it
    assertThat(equal.compared().source()).isEqualTo("app.back");
    assertThat(equal.compared().target()).isEqualTo("main.plain");
    assertThat(equal.rows().sourceRows()).isEqualTo(5000);
    assertThat(equal.rows().targetRows()).isEqualTo(5000);
    assertThat(comparing.verdicts).extracting(TableVerdict::table).containsOnly("moved.plain");

    // when the file's rows are damaged
    home.bringHome(
        """
        UPDATE plain SET f = 1 - f, d = '2026-01-01 00:00:01' WHERE id = 1717;
        DELETE FROM plain WHERE id = 3000; INSERT INTO plain (id) VALUES (7000)""",
        new Change(-1, Long.MAX_VALUE));

    // then
    TableVerdict different = awaitVerdict("moved.plain", v -> v.findings().differenceCount() == 3);
    assertThat(different.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(different.findings().differences())
        .containsExactlyInAnyOrder(
            new RowDifference(Map.of("id", "1717"), Kind.CHANGED, List.of("d", "f")),
            new RowDifference(Map.of("id", "3000"), Kind.MISSING_IN_TARGET, List.of()),
            new RowDifference(Map.of("id", "7000"), Kind.EXTRA_IN_TARGET, List.of()));
  }

  @Test
  void saysNothingOfARowThatIsOnItsWayAndEqualOnceItIsHome() throws Exception {
    // given
    start("onitsway", true, "CREATE TABLE big (id INTEGER PRIMARY KEY, v TEXT);");
    home.both.writer.run(ROWS.formatted("big") + ";");
    home.both.onTarget(ROWS.formatted("moved.big"));
    home.caughtUp();
    switched();
    awaitVerdict("moved.big", v -> v.verdict() == Verdict.EQUAL);

    // when the file does not have what the target has
    Change change =
        home.target.write(
            "UPDATE moved.big SET v = 'new' WHERE id = 5; DELETE FROM moved.big WHERE id = 6;"
                + " INSERT INTO moved.big VALUES (9000, 'born')",
            new Row("big", "5"),
            new Row("big", "6"),
            new Row("big", "9000"));
    int before = comparing.verdicts.size();
    await()
        .during(Duration.ofSeconds(2))
        .atMost(LIMIT)
        .until(
            () ->
                comparing.verdicts.stream()
                        .skip(before)
                        .noneMatch(v -> v.verdict() != Verdict.EQUAL)
                    && comparing.errors.isEmpty());

    // when
    home.bringHome(
        "UPDATE big SET v = 'new' WHERE id = 5; DELETE FROM big WHERE id = 6; INSERT INTO big VALUES (9000, 'born')",
        change);
    home.caughtUp();

    // then
    int home = comparing.verdicts.size();
    await().atMost(LIMIT).until(() -> comparing.verdicts.size() > home + 1);
    assertThat(comparing.verdicts).allMatch(v -> v.verdict() == Verdict.EQUAL);
  }

  @Test
  void leavesRowsOutThatNeverLeftTheFileAndCountsThem() throws Exception {
    // given
    start("stayed", false, "CREATE TABLE flags (id TEXT PRIMARY KEY NOT NULL, on_off BOOLEAN);");
    home.both.writer.run("INSERT INTO flags VALUES ('a', 1), ('b', 'perhaps'), ('c', 'never');");
    home.both.onTarget("INSERT INTO moved.flags VALUES ('a', true)");
    home.both.quarantine("flags", "b");
    home.both.quarantine("flags", "c");
    home.bringHome("SELECT 1 WHERE 0", new Change(-1, Long.MAX_VALUE));

    // when
    switched();

    // then
    TableVerdict equal = awaitVerdict("moved.flags", v -> v.verdict() == Verdict.EQUAL);
    assertThat(equal.rows().sourceRows()).isEqualTo(1);
    assertThat(equal.rows().targetRows()).isEqualTo(3);
    assertThat(equal.rows().quarantinedRows()).isEqualTo(2);

    // when an entry is lost, and one has no row in the file
    home.both.onTarget("DELETE FROM tributary.quarantine WHERE source_key = '[\"c\"]'");
    home.both.quarantine("flags", "nobody");

    // then
    TableVerdict different = awaitVerdict("moved.flags", v -> v.findings().differenceCount() == 2);
    assertThat(different.findings().differences())
        .extracting(RowDifference::key, RowDifference::kind)
        .containsExactlyInAnyOrder(
            Tuple.tuple(Map.of("id", "c"), Kind.EXTRA_IN_TARGET),
            Tuple.tuple(Map.of("id", "nobody"), Kind.MISSING_IN_TARGET));
    assertThat(different.rows().sourceRows()).isEqualTo(1);
    assertThat(different.rows().targetRows()).isEqualTo(3);
  }

  @Test
  void provesBehindTheFenceOfTheTargetThatTheFileHasWhatChanged() throws Exception {
    // given
    start(
        "homefence",
        true,
        "CREATE TABLE big (id INTEGER PRIMARY KEY, v TEXT);"
            + "CREATE TABLE quiet (id INTEGER PRIMARY KEY, v TEXT);"
            + "CREATE TABLE odd (id NUMERIC PRIMARY KEY NOT NULL, v TEXT);"
            + "CREATE TABLE small (id INTEGER PRIMARY KEY, v TEXT);");
    for (String table : List.of("big", "quiet", "odd", "small")) {
      String rows = ROWS + (table.equals("small") ? " LIMIT 9" : "");
      home.both.writer.run(rows.formatted(table) + ";");
      home.both.onTarget(rows.formatted("moved." + table));
    }
    for (String table : List.of("big", "quiet")) {
      home.both.onTarget("DELETE FROM moved." + table + " WHERE id = 2000");
      home.both.quarantine(table, "2000");
    }
    home.caughtUp();
    switched();
    for (String table : List.of("big", "quiet", "odd", "small")) {
      awaitVerdict("moved." + table, v -> v.verdict() == Verdict.EQUAL);
    }
    rollback(MigrationGoal.REHEARSE, "back-1");
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              // The target says how far it is, as it does each second.
              home.caughtUp();
              return observed(o -> "back-1".equals(o.rehearsedCutoverId()));
            });

    // when
    String changes =
        "UPDATE %1$sbig SET v = 'new' WHERE id = 5; DELETE FROM %1$sbig WHERE id = 6;"
            + " INSERT INTO %1$sbig VALUES (9000, 'born'), (9001, 'born');"
            + " UPDATE %1$sodd SET v = 'new' WHERE id = 5";
    Change change =
        home.target.write(
            changes.formatted("moved."),
            new Row("big", "5"),
            new Row("big", "6"),
            new Row("big", "9000"),
            new Row("big", "9001"),
            new Row("odd", "5"));
    rollback(MigrationGoal.FENCE, "back-1");
    home.bringHome(changes.formatted(""), change, Optional.of("other"));
    home.bringHome("SELECT 1 WHERE 0", home.target.beat(), Optional.of("back-1"));

    // then
    Map<String, TableVerdict> verified = awaitVerified("back-1");
    assertThat(verified.values()).extracting(TableVerdict::verdict).containsOnly(Verdict.EQUAL);
    assertThat(verified.get("moved.big").scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(verified.get("moved.big").rows()).isEqualTo(new RowCounts(3_000, 3_001, 1));
    assertThat(verified.get("moved.quiet").scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(verified.get("moved.quiet").rows()).isEqualTo(new RowCounts(2_999, 3_000, 1));
    // 1 and 1.0 are one number, and the topic may spell it either way
    assertThat(verified.get("moved.odd").scope()).isEqualTo(Scope.FULL);

    // when a change never came home, and one came that nobody made
    Change lost =
        home.target.write(
            "UPDATE moved.big SET v = 'lost' WHERE id = 7; DELETE FROM moved.small WHERE id = 3;"
                + " DELETE FROM moved.big WHERE id = 8",
            new Row("big", "7"),
            new Row("big", "8"),
            new Row("small", "3"));
    rollback(MigrationGoal.FENCE, "back-2");
    home.bringHome("UPDATE small SET v = 'x' WHERE id = 4", lost, Optional.of("back-2"));

    // then
    Map<String, TableVerdict> found = awaitVerified("back-2");
    assertThat(found.get("moved.big").findings().differences())
        .containsExactlyInAnyOrder(
            new RowDifference(Map.of("id", "7"), Kind.CHANGED, List.of("v")),
            new RowDifference(Map.of("id", "8"), Kind.EXTRA_IN_TARGET, List.of()));
    assertThat(found.get("moved.small").findings().differences())
        .containsExactlyInAnyOrder(
            new RowDifference(Map.of("id", "3"), Kind.EXTRA_IN_TARGET, List.of()),
            new RowDifference(Map.of("id", "4"), Kind.CHANGED, List.of("v")));
    assertThat(found.get("moved.quiet").verdict()).isEqualTo(Verdict.EQUAL);
  }

  @Test
  void knowsFromTheFenceOfTheCutoverThatTheFileIsEqual() throws Exception {
    // given a cutover that was verified
    start("handedover", true, "CREATE TABLE big (id INTEGER PRIMARY KEY, v TEXT);");
    home.both.writer.run(ROWS.formatted("big") + ";");
    home.both.onTarget(ROWS.formatted("moved.big"));
    home.both.capture("big", "id");
    home.bringHome("SELECT 1 WHERE 0", home.target.beat(), Optional.of("created"));
    comparing.desire(home.migration, MigrationGoal.FENCE, 1, "cut-0");
    home.both.checkpoint(-1, home.both.position(), "cut-0/1");
    assertThat(awaitVerified("cut-0").get("main.big").verdict()).isEqualTo(Verdict.EQUAL);

    // when a comparison of all rows takes minutes
    Migration slow =
        new Migration(
            home.migration.name(),
            home.migration.target(),
            home.migration.sources(),
            home.migration.cutover(),
            home.migration.validation().with(new ComparisonLimits(1, 10)));
    comparing.desire(slow, MigrationGoal.SWITCHED, 1, "cut-0");

    // then
    await()
        .atMost(LIMIT)
        .until(() -> observed(o -> o.source().equals("app.back") && o.ledger().verified() == 1));
    assertThat(comparing.latest("moved.big")).isNull();
    assertThat(comparing.observed.get(comparing.observed.size() - 1).tables())
        .extracting(TableVerdict::table)
        .containsExactly("moved.big");
  }

  private void rollback(MigrationGoal goal, String id) {
    comparing.desire(home.migration, goal, 2, id, Direction.BACK);
  }

  private boolean observed(Predicate<ValidationObserved> wanted) {
    return comparing.observed.stream().anyMatch(wanted);
  }

  private Map<String, TableVerdict> awaitVerified(String rollback) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                comparing.observed.stream()
                    .filter(o -> rollback.equals(o.verifiedCutoverId()))
                    .findFirst(),
            Optional::isPresent)
        .map(ValidationObserved::tables)
        .orElseThrow()
        .stream()
        .collect(Collectors.toMap(TableVerdict::table, v -> v));
  }

  private TableVerdict awaitVerdict(String table, Predicate<TableVerdict> wanted) {
    return await()
        .atMost(LIMIT)
        .until(() -> comparing.latest(table), v -> v != null && wanted.test(v));
  }
}
