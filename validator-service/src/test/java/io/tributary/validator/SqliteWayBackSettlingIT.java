package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.topic.TopicNames;
import io.tributary.common.verdict.RowDifference.Kind;
import io.tributary.fixture.AllGrants;
import io.tributary.validator.LeadingTarget.Change;
import io.tributary.validator.LeadingTarget.Row;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangeLookup;
import io.tributary.validator.compare.PairStatements;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.database.SessionOpener;
import io.tributary.validator.load.LoadLimit;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.settle.RowSettler;
import io.tributary.validator.settle.SettledRows;
import io.tributary.validator.source.SourceKinds;
import io.tributary.validator.source.end.PairedEnds;
import io.tributary.validator.source.end.WatchedSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows of a following file are judged by what the target had at the position of the file, whatever
 * happens between the readings: each test forces its interleaving in every round.
 */
class SqliteWayBackSettlingIT {
  private static final int ROUNDS = 5;
  private static final RowId BORN = RowId.of("9000");
  private static final Row BORN_ROW = new Row("big", "9000");

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<Runnable> afterLeader = new ArrayList<>();
  private Runnable afterFollower = () -> {};
  private Runnable beforeCheckpoint = () -> {};
  private final AtomicInteger leaderReadings = new AtomicInteger();
  private FollowingFile home;
  private Comparing comparing;
  private PairedEnds real;
  private PairedEnds ends;

  @BeforeEach
  void start() throws Exception {
    home =
        new FollowingFile("settling", true, "CREATE TABLE big (id INTEGER PRIMARY KEY, v TEXT);");
    comparing = new Comparing(home.target.prefix, Comparing.defaults());
    home.both.writer.run("INSERT INTO big VALUES (1, 'one'), (2, 'two');");
    home.both.onTarget("INSERT INTO moved.big VALUES (1, 'one'), (2, 'two')");
    home.caughtUp();
    WatchedSource back =
        WatchedSource.of(
                new MovingSource(home.migration, home.migration.sources().get(0)),
                new SessionOpener(AllGrants.secrets()),
                Comparing.defaults(),
                LoadLimit.none())
            .get(1);
    StreamId stream = back.stream();
    assertThat(stream.source()).isEqualTo("app.back");
    real =
        SourceKinds.open(
            back,
            new ChangeLookup(
                comparing::asking, new TopicNames(home.target.prefix).changes(stream)));
    ends =
        new HookedEnds(
            real,
            () -> afterLeader.get(leaderReadings.getAndIncrement() % 2).run(),
            () -> afterFollower.run(),
            () -> beforeCheckpoint.run());
    inEachRound(home::caughtUp, () -> {}, () -> {});
  }

  @AfterEach
  void stop() {
    ends.close();
    comparing.close();
    home.close();
    executor.shutdownNow();
  }

  /** What happens behind the target's first reading, the file's, and the target's second. */
  private void inEachRound(Runnable first, Runnable file, Runnable second) {
    afterLeader.clear();
    afterLeader.add(first);
    afterLeader.add(second);
    afterFollower = file;
  }

  private SettledRows settle(RowId... rows) throws Exception {
    TableMap tables = ends.tables(new ParallelReads(executor));
    TablePair pair = tables.pairs().get(new TableName("moved", "big"));
    real.leader().hold(pair);
    real.follower().hold(pair);
    real.leader().release();
    real.follower().release();
    return new RowSettler(new ComparedEnds(ends, () -> false), ROUNDS)
        .settle(pair, PairStatements.of(tables, pair), List.of(rows));
  }

  @Test
  void neverBelievesARowThatComesAndGoesBetweenTheReadings() throws Exception {
    // given: whenever the target is read the row is not there, whenever the file is read it is
    inEachRound(
        () ->
            home.bringHome(
                "INSERT INTO big VALUES (9000, 'held')",
                home.target.write("INSERT INTO moved.big VALUES (9000, 'held')", BORN_ROW)),
        () ->
            home.bringHome(
                "DELETE FROM big WHERE id = 9000",
                home.target.write("DELETE FROM moved.big WHERE id = 9000", BORN_ROW)),
        () -> {});

    // when
    SettledRows settled = settle(BORN);

    // then
    assertThat(settled.confirmed()).isEmpty();
    assertThat(settled.moving()).containsExactly(BORN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "none"})
  void believesARowThatOnlyTheFileHasWhileOthersChange(String changed) throws Exception {
    // given
    home.both.writer.run("INSERT INTO big VALUES (9000, 'too many');");
    inEachRound(
        () ->
            home.bringHome(
                "SELECT 1 WHERE 0",
                changed.equals("none")
                    ? home.target.beat()
                    : home.target.write("UPDATE moved.big SET v = v", new Row("big", changed))),
        () -> {},
        () -> {});

    // when
    SettledRows settled = settle(BORN, RowId.of("1"));

    // then
    assertThat(settled.confirmed()).containsOnlyKeys(BORN);
    assertThat(settled.confirmed().get(BORN).kind()).isEqualTo(Kind.EXTRA_IN_TARGET);
    assertThat(settled.moving()).isEmpty();
  }

  @Test
  void waitsUntilTheFileHasAppliedWhatTheTargetShowed() throws Exception {
    // given: the file gets it while the validator asks for the third time
    Change change =
        home.target.write("UPDATE moved.big SET v = 'new' WHERE id = 1", new Row("big", "1"));
    inEachRound(() -> {}, () -> {}, () -> {});
    AtomicInteger asked = new AtomicInteger();
    beforeCheckpoint =
        () -> {
          if (asked.incrementAndGet() == 3) {
            home.bringHome("UPDATE big SET v = 'new' WHERE id = 1", change);
            home.caughtUp();
          }
        };

    // when
    SettledRows settled = settle(RowId.of("1"), RowId.of("2"));

    // then
    assertThat(settled.confirmed()).isEmpty();
    assertThat(settled.moving()).isEmpty();
    assertThat(asked.get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void neverBelievesARowThatTheTargetChangedBetweenItsReadings() throws Exception {
    // given: the file has a state of the row that neither reading of the target shows
    AtomicInteger state = new AtomicInteger();
    String set = "UPDATE %sbig SET v = 'state %d' WHERE id = 1";
    inEachRound(
        () -> {
          int seen = state.incrementAndGet();
          home.bringHome(
              set.formatted("", seen),
              home.target.write(set.formatted("moved.", seen), new Row("big", "1")));
          home.target.write(set.formatted("moved.", state.incrementAndGet()), new Row("big", "1"));
        },
        () -> {},
        () -> {});

    // when
    SettledRows settled = settle(RowId.of("1"));

    // then
    assertThat(settled.confirmed()).isEmpty();
    assertThat(settled.moving()).containsExactly(RowId.of("1"));
  }

  @Test
  void believesAtOnceThatTheFileLacksWhatTheTargetHasAtRest() throws Exception {
    // given: the applier says that it has gone on, and has left the row out
    home.target.write("INSERT INTO moved.big VALUES (9000, 'lost')", BORN_ROW);

    // when
    SettledRows settled = settle(BORN);

    // then
    assertThat(settled.confirmed()).containsOnlyKeys(BORN);
    assertThat(settled.confirmed().get(BORN).kind()).isEqualTo(Kind.MISSING_IN_TARGET);
    assertThat(leaderReadings).hasValue(2);
  }
}
