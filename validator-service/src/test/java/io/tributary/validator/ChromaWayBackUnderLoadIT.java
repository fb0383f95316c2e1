package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowDifference.Kind;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.mapping.chroma.CollectionShape;
import io.tributary.mapping.chroma.CollectionShape.Space;
import io.tributary.validator.FollowingDirectory.Item;
import io.tributary.validator.FollowingDirectory.Writing;
import io.tributary.validator.LeadingTarget.Change;
import io.tributary.validator.LeadingTarget.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The target goes on being written to, while the directory lags behind and gets it in batches. */
class ChromaWayBackUnderLoadIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final long SEED = 11;
  private static final int RECORDS = 800;
  private static final CollectionShape BUSY =
      new CollectionShape("default_database", "busy", 4, Space.COSINE);
  private static final CollectionShape LOCKS =
      new CollectionShape("default_database", "locks", 2, Space.L2);

  /**
   * One transaction of the writer.
   *
   * @param writing what it comes to in the directory
   */
  private record Written(Writing writing, Change change) {}

  private final LinkedBlockingQueue<Written> waiting = new LinkedBlockingQueue<>(40);
  private final LinkedBlockingQueue<Writing> damages = new LinkedBlockingQueue<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private volatile boolean running = true;

  @Test
  void raisesNoAlarmAndFindsWhatIsReallyDifferent() throws Exception {
    try (FollowingDirectory home =
            new FollowingDirectory(
                "load",
                List.of(FollowingDirectory.moves("default_database")),
                source -> source,
                BUSY,
                LOCKS);
        Comparing comparing = new Comparing(home.target.prefix, Comparing.defaults())) {
      // given
      fill(home);
      Future<?> writer = executor.submit(() -> write(home));
      Future<?> applier = executor.submit(() -> apply(home));
      try {
        // when
        comparing.desire(home.migration, MigrationGoal.SWITCHED, 1, "cut-0");
        await()
            .atMost(LIMIT)
            .until(
                () ->
                    comparing.count("moved.vector_busy") >= 4
                        && comparing.count("moved.vector_locks") >= 4);
        assertThat(comparing.verdicts)
            .noneMatch(v -> v.verdict() == Verdict.DIFFERENT || v.verdict() == Verdict.FAILED);
        damages.add(
            () -> {
              home.put(BUSY, item(RECORDS, 77));
              home.put(BUSY, item(99_999, 1));
            });
        await().atMost(LIMIT).until(damages::isEmpty);
        Instant damaged = Instant.now();

        // then
        await()
            .atMost(LIMIT)
            .until(
                () ->
                    comparing.verdicts.stream()
                        .filter(v -> v.table().equals("moved.vector_busy"))
                        .filter(v -> begun(v).isAfter(damaged))
                        .anyMatch(v -> v.findings().differenceCount() == 2));
        assertThat(comparing.verdicts.stream().filter(v -> begun(v).isAfter(damaged)))
            .allSatisfy(
                v ->
                    assertThat(v.findings().differences())
                        .isSubsetOf(
                            new RowDifference(
                                Map.of("id", "r" + RECORDS),
                                Kind.CHANGED,
                                List.of("embedding", "metadata")),
                            new RowDifference(
                                Map.of("id", "r99999"), Kind.EXTRA_IN_TARGET, List.of())));
      } finally {
        running = false;
        writer.get();
        applier.get();
        executor.shutdownNow();
      }
    }
  }

  /** Half of the vectors in the folder, the others in the queue. */
  private static void fill(FollowingDirectory home) throws Exception {
    for (int half = 0; half < 2; half++) {
      StringBuilder sql = new StringBuilder();
      List<Item> items = new ArrayList<>();
      for (int n = 1 + half * RECORDS / 2; n <= (half + 1) * RECORDS / 2; n++) {
        items.add(item(n, 0));
        sql.append(item(n, 0).into("vector_busy"));
      }
      home.bringHome(
          home.target.write(sql.toString()),
          () -> {
            for (Item item : items) {
              home.put(BUSY, item);
            }
          });
      if (half == 0) {
        home.persist(BUSY);
      }
    }
    home.caughtUp();
  }

  private static Item item(int number, int version) {
    return new Item(
        "r" + number, "text " + number, version, 1 + number * 0.37f, 2 + version, 0.1f, version);
  }

  private static Instant begun(TableVerdict verdict) {
    return verdict.time().comparedAt().minusMillis(verdict.time().durationMillis());
  }

  private void write(FollowingDirectory home) {
    Random random = new Random(SEED);
    Item lock = new Item("lock", null, 1, 1, 2);
    try {
      for (int i = 1; running; i++) {
        // The last record is left alone: it is the one that is damaged.
        Item changed = item(1 + random.nextInt(RECORDS - 1), i);
        Item born = item(10_000 + i, i);
        Written written =
            switch (i % 5) {
              case 0 ->
                  of(
                      () -> home.put(BUSY, born),
                      home,
                      born.into("vector_busy"),
                      new Row("vector_busy", born.id()));
              case 1, 2 ->
                  of(
                      () -> home.put(BUSY, changed),
                      home,
                      changed.into("vector_busy"),
                      new Row("vector_busy", changed.id()));
              case 3 ->
                  of(
                      () -> {
                        home.put(LOCKS, lock);
                        home.delete(BUSY, changed.id());
                      },
                      home,
                      lock.into("vector_locks")
                          + "DELETE FROM moved.vector_busy WHERE id = '"
                          + changed.id()
                          + "'",
                      new Row("vector_locks", lock.id()),
                      new Row("vector_busy", changed.id()));
              default ->
                  of(
                      () -> home.delete(LOCKS, lock.id()),
                      home,
                      "DELETE FROM moved.vector_locks",
                      new Row("vector_locks", lock.id()));
            };
        boolean taken = false;
        while (running && !taken) {
          taken = waiting.offer(written, 20, TimeUnit.MILLISECONDS);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Written of(Writing writing, FollowingDirectory home, String sql, Row... touched) {
    return new Written(writing, home.target.write(sql, touched));
  }

  private void apply(FollowingDirectory home) {
    Random random = new Random(SEED);
    try {
      while (running) {
        Written next = waiting.poll(20, TimeUnit.MILLISECONDS);
        if (next != null) {
          List<Written> batch = new ArrayList<>(List.of(next));
          waiting.drainTo(batch, random.nextInt(8));
          Writing damage = damages.peek();
          home.bringHome(
              batch.get(batch.size() - 1).change(),
              () -> {
                for (Written written : batch) {
                  written.writing().run();
                }
                if (damage != null) {
                  damage.run();
                }
              });
          if (damage != null) {
            damages.poll();
          }
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(60)));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
