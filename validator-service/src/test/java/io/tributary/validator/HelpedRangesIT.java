package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.json.Json;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.ComparisonLimits;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.database.OlderSessions;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.range.Findings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two validators compare one large table. Here it has 3,200 rows in seven ranges of 500, the last
 * of which is behind key 3,000. Row 200 is on its way at first: the one worker of the validator
 * that looks after the source meets it in the first range, and waits for the stream there. One
 * range is left for it, and the five others are offered. The other validator has two workers.
 */
class HelpedRangesIT {
  private static final int OFFERED = 5;
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 10_000, 100, 1_000, 1_000_000, 20, 1 << 20, 500);
  private static final ComparisonLimits ONE_WORKER = new ComparisonLimits(1, 0);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final List<Comparing> instances = new ArrayList<>();
  private ChangeTopic topic;
  private TwoDatabases databases;
  private String onTheirWay = "200";

  @BeforeEach
  void start() throws Exception {
    databases = new TwoDatabases("helped", "target_of_helped", true);
    topic = new ChangeTopic("helped");
    databases.onBoth("CREATE TABLE $S.big (id int PRIMARY KEY, v text)");
    databases.onBoth("INSERT INTO $S.big SELECT g, 'v' || g FROM generate_series(1, 3200) g");
    databases.onSource("UPDATE $S.big SET v = 'new' WHERE id = 200");
    databases.checkpoint(-1, 0, null);
  }

  @AfterEach
  void stop() {
    instances.forEach(Comparing::close);
    topic.close();
    databases.close();
  }

  private Comparing owner(Duration patience) {
    return comparing(Comparing.patient(topic.prefix(), LIMITS, patience), ONE_WORKER);
  }

  private Comparing helper() {
    return comparing(Comparing.helping(topic.prefix(), LIMITS), new ComparisonLimits(2, 0));
  }

  private Comparing comparing(Comparing instance, ComparisonLimits limits) {
    instances.add(instance);
    instance.desire(migration(limits), MigrationGoal.REPLICATE, 1, null);
    return instance;
  }

  private Migration migration(ComparisonLimits limits) {
    Migration quick = TwoDatabases.migration(100, databases);
    return new Migration(
        quick.name(),
        quick.target(),
        quick.sources(),
        quick.cutover(),
        new ValidationSettings(3_600_000, 100, 0, limits));
  }

  /** Rows that were on their way arrive. */
  private void applied() {
    databases.onTarget("UPDATE $S.big SET v = 'new' WHERE id IN (" + onTheirWay + ")");
    databases.checkpoint(-1, Long.MAX_VALUE, null);
  }

  /** A second row on its way, in a range that is offered: whoever meets it waits as well. */
  private void anotherRowOnItsWay() {
    databases.onSource("UPDATE $S.big SET v = 'new' WHERE id = 3100");
    onTheirWay = "200, 3100";
  }

  @Test
  void anotherInstanceComparesRangesOfATableThatIsEqual() {
    // when
    Comparing owner = owner(LONG);
    Comparing helper = helper();

    // then
    awaitThat(() -> helper.help.compared() == OFFERED);
    awaitThat(() -> equalRanges().equals(List.of(2, 3, 4, 5, 6)));
    assertThat(owner.verdicts).isEmpty();

    // when
    applied();

    // then
    awaitThat(() -> ledger(owner).verified() == 1);
    assertThat(owner.count("app.big")).isEqualTo(1);
    assertThat(latest(owner).verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(latest(owner).rows().sourceRows()).isEqualTo(3_200);
    assertThat(latest(owner).rows().targetRows()).isEqualTo(3_200);
    assertThat(helper.verdicts).isEmpty();
    awaitThat(() -> offers() == 0);
  }

  @Test
  void aDifferenceInARangeThatAnotherInstanceComparesIsNamed() {
    // given
    databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id = 3150");

    // when the other instance waits for the stream, too, so as to be sure of the row
    Comparing owner = owner(LONG);
    Comparing helper = helper();
    awaitThat(() -> equalRanges().equals(List.of(2, 3, 4, 5)));
    applied();

    // then
    awaitThat(() -> latest(owner) != null);
    assertThat(helper.help.compared()).isEqualTo(OFFERED);
    assertThat(latest(owner).verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(latest(owner).searchedThrough()).isTrue();
    assertThat(keys(latest(owner))).containsExactly("3150");
  }

  @Test
  void changesThatComeWhileAnotherInstanceComparesAreComparedAsWell() {
    // given
    Comparing owner = owner(LONG);
    Comparing helper = helper();
    awaitThat(() -> helper.help.compared() == OFFERED);

    // when one row changes behind what was read, and another one is lost on its way
    databases.onBoth("UPDATE $S.big SET v = 'later' WHERE id = 1700");
    databases.onSource("UPDATE $S.big SET v = 'later' WHERE id = 2222");
    topic.change(1700);
    long last = topic.change(2222);
    applied();
    databases.checkpoint(last, Long.MAX_VALUE, null);

    // then
    awaitThat(() -> latest(owner) != null && latest(owner).verdict() == Verdict.DIFFERENT);
    awaitThat(() -> latest(owner).searchedThrough());
    assertThat(keys(latest(owner))).containsExactly("2222");
  }

  @Test
  void aRangeThatAnInstanceDiesWithIsComparedByTheOneThatOfferedIt() {
    // given
    anotherRowOnItsWay();
    Comparing owner = owner(LONG);
    Comparing helper = helper();
    awaitThat(() -> equalRanges().equals(List.of(2, 3, 4, 5)));

    // when
    helper.close();
    databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id = 3150");
    applied();

    // then
    awaitThat(() -> latest(owner) != null);
    assertThat(latest(owner).verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(keys(latest(owner))).containsExactly("3150");
    assertThat(helper.help.compared()).isEqualTo(OFFERED - 1);
  }

  @Test
  void aRangeThatAnInstanceHangsWithIsComparedByTheOneThatOfferedIt() throws SQLException {
    // given one that the server cannot end, and one that it can
    databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id = 2900");
    Comparing owner = owner(Duration.ofSeconds(1));
    try (Connection hanging = databases.openTarget();
        Connection named = databases.openTarget()) {
      String range = take(hanging, "[\"2500\"]");
      String other = take(named, "[\"2000\"]");
      execute(named, "SET application_name = '" + OlderSessions.name("rangehelp", other) + "'");

      // when
      applied();

      // then
      awaitThat(() -> latest(owner) != null);
      assertThat(latest(owner).verdict()).isEqualTo(Verdict.DIFFERENT);
      assertThat(keys(latest(owner))).containsExactly("2900");
      assertThat(named.isValid(5)).isFalse();

      // and what the one finds in the end is nobody's
      find(hanging, range);
      awaitThat(() -> ledger(owner).verified() == 0);
      assertThat(owner.count("app.big")).isEqualTo(1);
    }
  }

  @Test
  void nothingIsTakenThatWasFoundForAnInstanceThatIsGone() throws SQLException {
    // given offers of one that was killed: of the first something was found, the second is held
    Comparing gone = owner(LONG);
    awaitThat(() -> offers() == 4);
    databases.onTarget("CREATE TABLE left_behind AS SELECT * FROM tributary.range_offer");
    gone.close();
    databases.onTarget("INSERT INTO tributary.range_offer SELECT * FROM left_behind");
    databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id IN (2200, 2900)");
    try (Connection one = databases.openTarget();
        Connection held = databases.openTarget()) {
      find(one, take(one, "[\"2500\"]"));
      String second = take(held, "[\"2000\"]");

      // when
      Comparing owner = owner(LONG);
      awaitThat(() -> offers() == 5);
      find(held, second);
      applied();

      // then
      awaitThat(() -> latest(owner) != null);
      assertThat(latest(owner).verdict()).isEqualTo(Verdict.DIFFERENT);
      assertThat(keys(latest(owner))).containsExactlyInAnyOrder("2200", "2900");
    }
  }

  @Test
  void nothingIsOfferedWhereALimitHoldsForAllThatIsRead() {
    // given
    databases.onTarget("CREATE TABLE offered AS SELECT * FROM tributary.range_offer");
    databases.onTarget(
        "CREATE RULE noted AS ON INSERT TO tributary.range_offer"
            + " DO ALSO INSERT INTO offered SELECT NEW.*");
    Comparing owner =
        comparing(
            Comparing.patient(topic.prefix(), LIMITS, LONG),
            new ComparisonLimits(1, ComparisonLimits.GREATEST_LOAD));
    comparing(
        Comparing.helping(topic.prefix(), LIMITS),
        new ComparisonLimits(1, ComparisonLimits.GREATEST_LOAD));

    // when
    awaitThat(() -> ledger(owner).ranges() == 7);
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(30))
        .until(() -> count("SELECT count(*) FROM offered") == 0);
    applied();

    // then
    awaitThat(() -> ledger(owner).verified() == 1);
    assertThat(count("SELECT count(*) FROM offered")).isZero();
  }

  @Test
  void offersAreWithdrawnWhenACutoverBegins() {
    // given
    anotherRowOnItsWay();
    Comparing owner = owner(LONG);
    Comparing helper = helper();
    awaitThat(() -> equalRanges().equals(List.of(2, 3, 4, 5)));

    // when
    owner.desire(migration(ONE_WORKER), MigrationGoal.REHEARSE, 2, "cutover-1");
    helper.desire(migration(ONE_WORKER), MigrationGoal.REHEARSE, 2, "cutover-1");

    // then
    awaitThat(() -> offers() == 0);
    awaitThat(
        () ->
            count(
                    "SELECT count(*) FROM pg_stat_activity"
                        + " WHERE application_name LIKE 'tributary-rangehelp-%'")
                == 0);
    assertThat(helper.help.compared()).isEqualTo(OFFERED - 1);
  }

  /** Holds the offer of the range behind a key; its id. */
  private String take(Connection instance, String after) throws SQLException {
    instance.setAutoCommit(false);
    List<String> taken = new ArrayList<>();
    awaitThat(
        () -> {
          try (Statement statement = instance.createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT id FROM tributary.range_offer WHERE after_key = '"
                          + after
                          + "' AND finding IS NULL FOR UPDATE SKIP LOCKED")) {
            while (row.next()) {
              taken.add(row.getString(1));
            }
          }
          return !taken.isEmpty();
        });
    return taken.get(0);
  }

  /** Writes that all rows are equal into what is held. */
  private static void find(Connection instance, String offer) throws SQLException {
    execute(
        instance,
        "UPDATE tributary.range_offer SET finding = '"
            + Json.text(Findings.of(Verdict.EQUAL, 500, 1_000, 1))
            + "' WHERE id = '"
            + offer
            + "'");
    instance.commit();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> keys(TableVerdict verdict) {
    return verdict.findings().differences().stream()
        .map(RowDifference::key)
        .map(key -> key.get("id"))
        .toList();
  }

  private static TableVerdict latest(Comparing instance) {
    return instance.latest("app.big");
  }

  private static LedgerObserved ledger(Comparing instance) {
    List<ValidationObserved> observed = instance.observed;
    return observed.isEmpty() ? LedgerObserved.NONE : observed.get(observed.size() - 1).ledger();
  }

  private long offers() {
    return count("SELECT count(*) FROM tributary.range_offer");
  }

  private long count(String sql) {
    return numbers(sql).get(0);
  }

  /** The numbers of the ranges that are kept as equal. */
  private List<Integer> equalRanges() {
    return numbers(
            "SELECT number FROM tributary.ledger_range WHERE equal_at IS NOT NULL ORDER BY number")
        .stream()
        .map(Long::intValue)
        .toList();
  }

  private List<Long> numbers(String sql) {
    List<Long> found = new ArrayList<>();
    try (Connection target = databases.openTarget();
        Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        found.add(row.getLong(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }
}
