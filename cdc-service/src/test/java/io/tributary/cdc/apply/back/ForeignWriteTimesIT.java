package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.ApplyStatus;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.local.chroma.QueueOperation;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How long it takes from a write past what closes a side, its own time included, until the status
 * of the stream that reads there names its table and position, and the gate is shut by it.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class ForeignWriteTimesIT {
  private static final int WRITES = 11;
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Inject ApplyService apply;

  /** The n-th write of somebody whom nothing stops; n begins with 1. */
  private interface Write {
    void past(int number) throws Exception;
  }

  @Test
  void isLessThanASecondInThePostgresqlThatWasLeftAndInItsTarget() throws Exception {
    try (TwoWayMigration move =
        new TwoWayMigration(apply, "CREATE TABLE note (id integer PRIMARY KEY)")) {
      // given
      move.begin();
      // when, then
      assertFast(move, move.back, "app.note", "target of a PostgreSQL", intoTarget(move));
      assertThatThrownBy(move.outward()::checkDrained).hasMessageContaining("source=legacy.back");
    }
    try (TwoWayMigration move =
        new TwoWayMigration(apply, "CREATE TABLE note (id integer PRIMARY KEY)")) {
      // given
      move.begin();
      move.change(move.out);
      move.source.run("ALTER TABLE note DISABLE TRIGGER tributary_fence");
      // when, then
      assertFast(
          move,
          move.out,
          "public.note",
          "PostgreSQL",
          n -> move.source.run("INSERT INTO note VALUES (" + n + ")"));
      assertThatThrownBy(move.homeward()::checkDrained).hasMessageContaining("source=legacy`");
    }
  }

  @Test
  void isLessThanASecondInTheFileThatWasLeftAndInItsTarget() throws Exception {
    String table = "CREATE TABLE note (id INTEGER PRIMARY KEY)";
    try (TwoWayFile move = new TwoWayFile(apply, ConversionRules.UNSAID, table)) {
      // given
      move.begin();
      // when, then
      assertFast(move, move.back, "app.note", "target of a file", intoTarget(move));
      assertThatThrownBy(move.outward()::checkDrained).hasMessageContaining("source=legacy.back");
    }
    try (TwoWayFile move = new TwoWayFile(apply, ConversionRules.UNSAID, table)) {
      // given
      move.begin();
      move.change(move.out);
      // when, then
      assertFast(
          move,
          move.out,
          "main.note",
          "file",
          n -> move.writePastFence("INSERT INTO note VALUES (" + n + ")"));
      assertThatThrownBy(move.homeward()::checkDrained).hasMessageContaining("source=legacy`");
    }
  }

  @Test
  void isLessThanASecondInTheDirectoryThatWasLeftAndInItsTarget() throws Exception {
    try (TwoWayCollections move = notes()) {
      // given
      move.begin();
      // when, then
      assertFast(
          move,
          move.back,
          "app.vector_notes",
          "target of a directory",
          n ->
              past(move, "INSERT INTO app.vector_notes (id, embedding) VALUES ('%d', '[1,1]')", n));
      assertThatThrownBy(move.outward()::checkDrained).hasMessageContaining("source=legacy.back");
    }
    try (TwoWayCollections move = notes()) {
      // given
      move.begin();
      move.change(move.out);
      for (String trigger :
          move.sqlite(
              "SELECT name FROM sqlite_master WHERE name LIKE '%tributary_fence%' AND type = 'trigger'")) {
        move.change("DROP TRIGGER \"" + trigger + "\"");
      }
      // when, then
      assertFast(
          move,
          move.out,
          "notes",
          "directory",
          n -> move.write("notes", QueueOperation.add("past" + n, 1, 1)));
      assertThatThrownBy(move.homeward()::checkDrained).hasMessageContaining("source=legacy`");
    }
  }

  private TwoWayCollections notes() throws Exception {
    TwoWayCollections move = new TwoWayCollections(apply);
    move.use(
        application -> {
          application.create(TwoWayCollections.DATABASE, "notes", "l2", 2);
          application.write(TwoWayCollections.DATABASE, "notes", QueueOperation.add("early", 1, 1));
          application.persist(TwoWayCollections.DATABASE, "notes");
        });
    return move;
  }

  private static Write intoTarget(TwoWayStreams move) {
    return n -> past(move, "INSERT INTO app.note VALUES (%d)", n);
  }

  private static void past(TwoWayStreams move, String statement, int number) {
    move.target.run(
        "BEGIN; SET LOCAL session_replication_role = replica; "
            + statement.formatted(number)
            + "; COMMIT");
  }

  private static void assertFast(
      TwoWayStreams move, MovingSource way, String table, String side, Write write)
      throws Exception {
    List<Duration> times =
        IntStream.rangeClosed(1, WRITES)
            .mapToObj(number -> timed(move, way, table, write, number))
            .sorted()
            .toList();
    System.out.printf(
        "foreign writes into the %s: named after %d ms (median), %d ms (longest of %d)%n",
        side, times.get(WRITES / 2).toMillis(), times.get(WRITES - 1).toMillis(), WRITES);
    // The longest may be that of a machine which does something else.
    assertThat(times.get(WRITES / 2)).isLessThan(SECOND);
    SourceDriver driver = way == move.out ? move.homeward() : move.outward();
    assertThatThrownBy(driver::checkDrained).hasMessageContaining(WRITES + " changes");
  }

  private static Duration timed(
      TwoWayStreams move, MovingSource way, String table, Write write, int number) {
    long begun = System.nanoTime();
    try {
      write.past(number);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    await()
        .atMost(TwoWayStreams.LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> named(move.status(way), table, number));
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static boolean named(ApplyStatus status, String table, int number) {
    return status.progress().aside().deadLetters() == number
        && status.warnings().stream()
            .filter(warning -> warning.code().equals(ApplyError.FOREIGN_WRITE.code()))
            .map(ErrorReport::fields)
            .anyMatch(
                fields ->
                    fields.getOrDefault("table", "").contains(table)
                        && fields.getOrDefault("position", "").matches("[1-9][0-9]*"));
  }
}
