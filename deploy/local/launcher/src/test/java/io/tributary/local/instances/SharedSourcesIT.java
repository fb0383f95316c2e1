package io.tributary.local.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.TestStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Instances of cdc-service and of validator-service share sources while applications write:
 * instances are killed at random, and all are restarted one after the other with a cutover in the
 * middle. How many there are of each, and how many are killed, can be set; twelve sources and three
 * instances of each want more than two processors.
 */
class SharedSourcesIT {
  private static final Duration LIMIT = Duration.ofSeconds(240);
  private static final String NAME = "shared-sources";
  private static final int INSTANCES = Integer.getInteger("tributary.instances.each", 2);
  private static final int KILLS = Integer.getInteger("tributary.instances.kills", 2);

  private final List<FurtherInstance> movers = new ArrayList<>();
  private final List<FurtherInstance> validators = new ArrayList<>();
  private final AtomicBoolean writing = new AtomicBoolean(true);
  private TestStack stack;
  private WrittenSources sources;

  @AfterEach
  void end() throws Exception {
    writing.set(false);
    for (FurtherInstance each : all()) {
      each.close();
    }
  }

  @Test
  void losesAndDoublesNothingWhoeverIsKilledOrRestarted() throws Exception {
    // given
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("shared sources: repeat with -Dtributary.test.seed=" + seed);
    Random random = new Random(seed);
    stack = TestStack.shared();
    for (int i = 2; i <= INSTANCES; i++) {
      movers.add(new FurtherInstance(stack, "cdc-service", i));
      validators.add(new FurtherInstance(stack, "validator-service", i));
    }
    for (FurtherInstance each : all()) {
      each.start();
    }
    all().forEach(FurtherInstance::awaitReady);
    sources = new WrittenSources(stack, NAME, Integer.getInteger("tributary.instances.sources", 4));
    OperatorApi api = stack.api();
    api.create(sources.migrationFile());
    api.post(NAME, "start");
    await().atMost(LIMIT).until(() -> !api.state(NAME).equals("Starting"));
    assertThat(api.state(NAME)).as(api.get(NAME).toString()).isEqualTo("Replicating");
    await().atMost(LIMIT).ignoreExceptions().until(() -> api.ready(NAME));
    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> sources.write(writing::get));

    // then each of them looks after some
    for (FurtherInstance each : movers) {
      assertThat(each.sources(NAME))
          .as("of one instance")
          .isNotEmpty()
          .hasSizeLessThan(sources.count);
    }

    // when: one after the other is killed
    for (int i = 0; i < KILLS; i++) {
      List<FurtherInstance> some = i % 2 == 0 ? movers : validators;
      FurtherInstance victim = some.get(random.nextInt(some.size()));
      victim.kill();
      Duration silent = untilAllArrive(writer);
      System.out.printf("shared sources: all arrive again after %d ms%n", silent.toMillis());
      victim.start();
      victim.awaitReady();
    }

    // when: all are restarted, and a cutover is ordered in between
    for (FurtherInstance each : all()) {
      each.stop();
      each.start();
      each.awaitReady();
    }
    api.postOnceOpen(NAME, "cutover");
    for (FurtherInstance each : all()) {
      each.stop();
      each.start();
    }
    stack.kill("cdc-service");
    stack.kill("validator-service");
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () -> {
              if (api.state(NAME).equals("Replicating")) {
                api.tryPost(NAME, "cutover", "again" + System.nanoTime());
              }
              return api.state(NAME).equals("Switched");
            });
    writing.set(false);
    writer.join();

    // then
    for (int i = 0; i < sources.count; i++) {
      assertThat(sources.written(i))
          .as("source %d, seed %d", i, seed)
          .isEqualTo(sources.acknowledged.get(i));
      assertThat(sources.rows(i, true))
          .as("source %d, seed %d", i, seed)
          .isEqualTo(sources.rows(i, false));
    }
    api.post(NAME, "complete");
    await().atMost(LIMIT).until(() -> api.state(NAME).equals("Completed"));
  }

  /** Until what every source has acknowledged after this call is at the target. */
  private Duration untilAllArrive(CompletableFuture<Void> writer) throws Exception {
    long begun = System.nanoTime();
    for (int i = 0; i < sources.count; i++) {
      int source = i;
      long before = sources.acknowledged.get(i).stream().mapToLong(Long::longValue).max().orElse(0);
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .failFast("nobody writes", writer::isDone)
          .until(() -> sources.written(source).stream().anyMatch(id -> id > before));
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private List<FurtherInstance> all() {
    List<FurtherInstance> all = new ArrayList<>(movers);
    all.addAll(validators);
    return all;
  }
}
