package io.tributary.cdc.source.postgresql.fence;

import static io.tributary.cdc.source.postgresql.fence.FencedSource.inSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.source.FenceLift;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.WhenEmpty;
import io.tributary.fixture.PostgresFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FenceIT {
  private static final String DATABASE = "fence_it";
  private static final String REFUSED = "25006";

  private FencedSource database;
  private FenceService fences;
  private Migration migration;
  private Source source;

  @BeforeEach
  void create() throws Exception {
    database =
        new FencedSource(
            PostgresFixture.source(),
            DATABASE,
            "CREATE SCHEMA app",
            "CREATE TABLE app.\"Order\" (id int PRIMARY KEY, note text)",
            "CREATE TABLE app.event (id int, at date) PARTITION BY RANGE (at)",
            "CREATE TABLE app.event_26 PARTITION OF app.event"
                + " FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
            "CREATE TABLE app.left_behind (id int)",
            "INSERT INTO app.\"Order\" VALUES (1, 'first')");
    fences = database.service();
    migration = database.migration(OpenTransactions.ABORT_CUTOVER, 200);
    source = migration.source("legacy");
  }

  @AfterEach
  void drop() {
    PostgresFixture.source().dropDatabase(DATABASE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO app.\"Order\" VALUES (2, 'late')",
        "UPDATE app.\"Order\" SET note = 'late'",
        "DELETE FROM app.\"Order\"",
        "TRUNCATE app.\"Order\"",
        "INSERT INTO app.event VALUES (1, '2026-05-05')",
        "INSERT INTO app.event_26 VALUES (1, '2026-05-05')",
        "SET session_replication_role = replica; DELETE FROM app.\"Order\""
      })
  void refusesEveryWriteEvenOfASuperuserAndSaysWhereTheDataWent(String write) {
    // when
    fences.raise(new MovingSource(migration, source), "cut-1", inSeconds(5), locked -> {});

    // then
    assertThatThrownBy(() -> database.execute(write))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(REFUSED))
        .hasMessageContaining("This database moved to")
        .hasMessageContaining("/" + DATABASE + " (migration shop)")
        .hasMessageContaining("refuses writes since 20")
        .hasMessageContaining("where it is shop.");
  }

  @Test
  void refusesAnOrdinaryRoleThatSeesNothingOfTheFence() throws Exception {
    // given
    database.execute(
        "DROP ROLE IF EXISTS fence_writer",
        "CREATE ROLE fence_writer LOGIN PASSWORD 'w'",
        "GRANT USAGE ON SCHEMA app TO fence_writer",
        "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA app TO fence_writer");

    // when
    fences.raise(new MovingSource(migration, source), "cut-1", inSeconds(5), locked -> {});

    // then
    try (Connection writer = database.connect("fence_writer", "w");
        Statement statement = writer.createStatement()) {
      assertThatThrownBy(() -> statement.execute("INSERT INTO app.\"Order\" VALUES (3, 'x')"))
          .hasMessageContaining("refuses writes since");
      assertThat(statement.executeQuery("SELECT note FROM app.\"Order\"").next()).isTrue();
    }
  }

  @Test
  void closesNothingWhereItsTablesWereDroppedAndMadeAnew() throws Exception {
    // given
    MovingSource moving = new MovingSource(migration, source);
    fences.raise(moving, "cut-1", inSeconds(5), locked -> {});
    assertThat(fences.closing(moving)).isPresent();

    // when
    database.execute(
        "DROP TABLE app.\"Order\", app.event, app.left_behind",
        "CREATE TABLE app.\"Order\" (id int PRIMARY KEY, note text)");

    // then
    assertThat(fences.standing(moving)).isPresent();
    assertThat(fences.closing(moving)).isEmpty();
  }

  @Test
  void leavesTablesThatDoNotMoveAlone() throws Exception {
    // when
    fences.raise(new MovingSource(migration, source), "cut-1", inSeconds(5), locked -> {});

    // then
    database.execute("INSERT INTO app.left_behind VALUES (1)");
  }

  @Test
  void answersTheStandingFenceWhenRaisedAgain() throws Exception {
    // given
    FenceObserved first =
        fences.raise(new MovingSource(migration, source), "cut-1", inSeconds(5), locked -> {});

    // when
    FenceObserved second =
        fences.raise(new MovingSource(migration, source), "cut-1", inSeconds(5), locked -> {});

    // then
    assertThat(second).isEqualTo(first);
    assertThat(fences.standing(new MovingSource(migration, source))).contains(first);
  }

  @Test
  void givesAStandingFenceANewTokenInTheStream() throws Exception {
    // given
    FenceObserved first =
        fences.raise(new MovingSource(migration, source), "cut-1", inSeconds(5), locked -> {});
    database.execute("SELECT pg_create_logical_replication_slot('fence_it', 'test_decoding')");

    // when
    FenceObserved second =
        fences.raise(new MovingSource(migration, source), "cut-2", inSeconds(5), locked -> {});

    // then
    assertThat(second.token()).isEqualTo("cut-2");
    assertThat(second.fencedAt()).isEqualTo(first.fencedAt());
    assertThat(second.position()).isGreaterThan(first.position());
    assertThat(
            database.value(
                "SELECT string_agg(data, ' ') FROM"
                    + " pg_logical_slot_get_changes('fence_it', NULL, NULL)"))
        .contains(" RAISED cut-2");
  }

  @Test
  void fencesATableThatCameAfterTheFence() throws Exception {
    // given
    fences.raise(new MovingSource(migration, source), "cut-1", inSeconds(5), locked -> {});
    database.execute("CREATE TABLE app.newcomer (id int)");

    // when
    fences.raise(new MovingSource(migration, source), "cut-1", inSeconds(5), locked -> {});

    // then
    assertThatThrownBy(() -> database.execute("INSERT INTO app.newcomer VALUES (1)"))
        .hasMessageContaining("app.newcomer refuses writes");
  }

  @Test
  void leavesNothingBehindWhenLifted() throws Exception {
    // given
    String before = database.dump();
    fences.raise(new MovingSource(migration, source), "cut-1", inSeconds(5), locked -> {});
    assertThat(database.dump()).isNotEqualTo(before);

    // when
    fences.lift(new FenceLift(new MovingSource(migration, source), "cut-1", () -> false));
    fences.lift(new FenceLift(new MovingSource(migration, source), "cut-1", () -> false));

    // then
    assertThat(database.dump()).isEqualTo(before);
    assertThat(fences.standing(new MovingSource(migration, source))).isEmpty();
    database.execute("INSERT INTO app.\"Order\" VALUES (2, 'again')");
  }

  @Test
  void acceptsWritesAgainThoughALongReaderHoldsTheTables() throws Exception {
    // given
    String before = database.dump();
    fences.raise(new MovingSource(migration, source), "cut-1", inSeconds(5), locked -> {});
    try (Connection reader = database.connect();
        Statement reading = reader.createStatement()) {
      reader.setAutoCommit(false);
      reading.execute("SELECT * FROM app.\"Order\"");

      // when
      assertThatThrownBy(
              () ->
                  fences.lift(
                      new FenceLift(new MovingSource(migration, source), "cut-1", () -> false)))
          .isInstanceOf(TributaryException.class)
          .hasMessageContaining("accepts writes again");

      // then
      database.execute("INSERT INTO app.\"Order\" VALUES (2, 'again')");
      Optional<FenceObserved> standing = fences.standing(new MovingSource(migration, source));
      assertThat(standing).get().extracting(FenceObserved::token).isEqualTo("");
    }
    fences.lift(new FenceLift(new MovingSource(migration, source), "cut-1", () -> false));
    assertThat(database.dump()).isEqualTo(before);
  }

  @Test
  void fencesAnEmptySourceOnlyWhereTheFileAllowsIt() throws Exception {
    // given
    database.execute("DROP SCHEMA app CASCADE");
    String before = database.dump();

    // when
    assertThatThrownBy(
            () ->
                fences.raise(
                    new MovingSource(migration, source), "cut-1", inSeconds(5), locked -> {}))
        .hasMessageContaining("is not fenced and goes on as before. Nothing of source legacy")
        .hasMessageContaining("empty: allowed");
    assertThat(database.dump()).isEqualTo(before);
    FenceObserved fence =
        fences.raise(
            new MovingSource(migration, source.with(WhenEmpty.ALLOWED)),
            "cut-1",
            inSeconds(5),
            locked -> {});

    // then
    assertThat(fence.token()).isEqualTo("cut-1");
    fences.lift(new FenceLift(new MovingSource(migration, source), "cut-1", () -> false));
    assertThat(database.dump()).doesNotContain("tributary_fence");
  }

  @Test
  void ofAnotherInstallationWithTheSameNamesIsNeitherTakenNorLifted() throws Exception {
    // given
    MovingSource moving = new MovingSource(migration, source);
    fences.raise(moving, "cut-1", FencedSource.inSeconds(5), locked -> {});
    FenceService others = database.service("others");

    // when
    assertThatThrownBy(() -> others.raise(moving, "cut-2", FencedSource.inSeconds(5), locked -> {}))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.report().code()).isEqualTo("TRB-FENCE-FOREIGN"));
    assertThat(others.standing(moving)).isEmpty();
    others.lift(new FenceLift(moving, "cut-1", () -> false));

    // then
    assertThat(fences.standing(moving)).get().extracting("token").isEqualTo("cut-1");
    assertThatThrownBy(() -> database.execute("DELETE FROM app.\"Order\""))
        .hasMessageContaining("refuses writes");
    fences.lift(new FenceLift(moving, "cut-1", () -> false));
  }

  @Test
  void changesNothingBehindTheDeadline() throws Exception {
    // given
    String before = database.dump();
    Instant past = Instant.now().minusMillis(1);

    // when, then
    assertThatThrownBy(
            () -> fences.raise(new MovingSource(migration, source), "cut-1", past, locked -> {}))
        .hasMessageContaining("the cutover's time limit passed first");
    assertThat(database.dump()).isEqualTo(before);
  }
}
