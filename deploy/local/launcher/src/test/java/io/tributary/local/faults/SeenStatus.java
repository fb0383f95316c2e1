package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What an operator saw of a migration all the time: whether it had settled, and what it said. */
final class SeenStatus implements AutoCloseable {
  /** How long a migration may be under way, or refuse all writes, without a word. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long PACE_NANOS = 100_000_000;
  private static final Set<String> SETTLED = Set.of("Replicating", "Switched");

  private final OperatorApi api;
  private final String migration;
  private final List<Sighting> all = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::look, "sightings");
  private volatile boolean running = true;

  SeenStatus(OperatorApi api, String migration) {
    this.api = api;
    this.migration = migration;
    thread.start();
  }

  /** Whether it was at rest on one of the sides after a moment. */
  boolean settledSince(long nanos) {
    return since(nanos).anyMatch(Sighting::settled);
  }

  /** How long that took. */
  Duration settledAfter(long nanos) {
    return Duration.ofNanos(
        since(nanos).filter(Sighting::settled).findFirst().orElseThrow().at() - nanos);
  }

  void assertSettledOrToldWithin(Duration limit, long nanos) {
    Sighting first =
        since(nanos)
            .filter(seen -> seen.settled() || !seen.errors().isEmpty())
            .findFirst()
            .orElseThrow();
    assertThat(Duration.ofNanos(first.at() - nanos))
        .as("until it had gone on, or said what is wrong")
        .isLessThan(limit);
  }

  /** No side accepted a write for longer than the patience only while the status told an error. */
  void assertNoSilentPause(Probes probes) {
    long[] accepted = acknowledged(probes);
    for (int i = 1; i < accepted.length; i++) {
      long begun = accepted[i - 1];
      long end = accepted[i];
      if (end - begun > PATIENCE.toNanos()) {
        assertThat(
                since(begun)
                    .filter(seen -> seen.at() < begun + PATIENCE.toNanos())
                    .anyMatch(seen -> !seen.errors().isEmpty()))
            .as(
                "no side accepted writes for %d ms, and nothing was told",
                (end - begun) / 1_000_000)
            .isTrue();
      }
    }
  }

  static Duration longestPause(Probes probes) {
    long[] accepted = acknowledged(probes);
    long longest = 0;
    for (int i = 1; i < accepted.length; i++) {
      longest = Math.max(longest, accepted[i] - accepted[i - 1]);
    }
    return Duration.ofNanos(longest);
  }

  private static long[] acknowledged(Probes probes) {
    return LongStream.concat(
            probes.atSource().stream().mapToLong(Probes.Accepted::acknowledged),
            probes.atTarget().stream().mapToLong(Probes.Accepted::acknowledged))
        .sorted()
        .toArray();
  }

  /** The codes of all errors that were shown. */
  Set<String> told() {
    Set<String> codes = new TreeSet<>();
    all.forEach(seen -> codes.addAll(seen.errors()));
    return codes;
  }

  private Stream<Sighting> since(long nanos) {
    return all.stream().filter(seen -> seen.asked() >= nanos);
  }

  private void look() {
    while (running) {
      long asked = System.nanoTime();
      try {
        JsonNode view = api.get(migration);
        List<String> errors = new ArrayList<>();
        for (String place :
            List.of("/error", "/cutover/error", "/sources/0/error", "/sources/0/wayBack/error")) {
          if (view.at(place).has("code")) {
            errors.add(view.at(place + "/code").asText());
          }
        }
        all.add(
            new Sighting(
                asked, System.nanoTime(), SETTLED.contains(view.path("state").asText()), errors));
      } catch (Exception e) {
        // It has told nothing.
      }
      LockSupport.parkNanos(PACE_NANOS);
    }
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join();
  }

  /** One look, with the moments before and after it. */
  private record Sighting(long asked, long at, boolean settled, List<String> errors) {}
}
