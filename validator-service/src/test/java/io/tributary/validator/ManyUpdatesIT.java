package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Some 2,000 updates a second reach a lagging target while both are compared. By default for some
 * seconds; {@code -Dtributary.updates.seconds=180} makes it minutes.
 */
class ManyUpdatesIT {
  private static final int ROWS = 20_000;
  private static final int ROWS_AT_ONCE = 20;
  private static final long PACE_NANOS = 10_000_000;
  private static final int WAITING_AT_MOST = 50;
  private static final long SECONDS = Long.getLong("tributary.updates.seconds", 15);
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private record Update(String sql, long position) {}

  private final LinkedBlockingQueue<Update> waiting = new LinkedBlockingQueue<>();
  private final AtomicLong updated = new AtomicLong();
  private final Thread writer = new Thread(this::write, "writer");
  private final Thread applier = new Thread(this::apply, "applier");
  private volatile boolean writing = true;
  private volatile boolean applying = true;
  private TwoDatabases databases;
  private Comparing comparing;

  @BeforeEach
  void start() {
    databases = TwoDatabases.create("updates");
    databases.onBoth("CREATE TABLE $S.item (id int PRIMARY KEY, v text)");
    databases.onBoth(
        "INSERT INTO $S.item SELECT g, 'v' || g FROM generate_series(1, %d) g".formatted(ROWS));
    databases.checkpoint(-1, 0, null);
    comparing = new Comparing("updates", Comparing.defaults());
    writer.start();
    applier.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    writing = false;
    writer.join();
    applying = false;
    applier.join();
    comparing.close();
    databases.close();
  }

  @Test
  void raisesNoAlarm() {
    // given
    long start = System.nanoTime();
    comparing.desire(TwoDatabases.migration(1_000, databases), MigrationGoal.REPLICATE, 1, null);

    // when
    await()
        .atMost(LIMIT.plusSeconds(10 * SECONDS))
        .until(() -> updated.get() >= 2_000 * SECONDS && comparing.count("app.item") >= 5);

    // then
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%d updates in %.1f s, %.0f a second, %d comparisons%n",
        updated.get(), seconds, updated.get() / seconds, comparing.count("app.item"));
    assertThat(comparing.verdicts)
        .extracting(TableVerdict::verdict)
        .doesNotContain(Verdict.DIFFERENT, Verdict.FAILED);

    // when: nobody writes any more, everything that was read under load shows to be right
    writing = false;
    await().atMost(LIMIT).until(() -> !writer.isAlive() && waiting.isEmpty());
    comparing.verdicts.clear();
    await()
        .atMost(LIMIT)
        .until(
            () ->
                comparing.latest("app.item") != null
                    && comparing.latest("app.item").verdict() == Verdict.EQUAL);
  }

  private void write() {
    Random random = new Random(11);
    long next = System.nanoTime();
    try (Connection source = databases.openSource();
        Statement statement = source.createStatement()) {
      source.setAutoCommit(false);
      while (writing) {
        while (writing && waiting.size() > WAITING_AT_MOST) {
          LockSupport.parkNanos(PACE_NANOS);
        }
        int from = 1 + random.nextInt(ROWS - ROWS_AT_ONCE);
        String sql =
            "UPDATE $S.item SET v = '%d' WHERE id BETWEEN %d AND %d"
                .formatted(updated.get(), from, from + ROWS_AT_ONCE - 1);
        statement.execute(sql.replace("$S", "app"));
        source.commit();
        waiting.add(new Update(sql, position(statement)));
        updated.addAndGet(ROWS_AT_ONCE);
        next += PACE_NANOS;
        LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
      }
      // Positions go on where a heartbeat of the connector would move them.
      statement.execute("SELECT pg_logical_emit_message(true, 'beat', '')");
      source.commit();
      waiting.add(new Update("SELECT 1", position(statement)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long position(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void apply() {
    try (Connection target = databases.openTarget();
        Statement statement = target.createStatement()) {
      target.setAutoCommit(false);
      while (applying) {
        Update update = waiting.poll(20, TimeUnit.MILLISECONDS);
        if (update != null) {
          statement.execute(update.sql().replace("$S", databases.targetSchema()));
          statement.execute("UPDATE tributary.checkpoint SET position = " + update.position());
          target.commit();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
