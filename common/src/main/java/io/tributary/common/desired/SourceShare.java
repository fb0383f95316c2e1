package io.tributary.common.desired;

import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.Source;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which share of all work a source belongs to. The shares are what Kafka's group protocol hands out
 * to the instances of a service; each has the sources of many migrations, and both streams of a
 * source are in one. The sources of one migration are in shares that are far from each other: an
 * instance may be given each second one, or a row of them, and gets as many sources either way.
 *
 * @param number from 0 to {@link #COUNT} - 1
 */
public record SourceShare(int number) {
  /** How many there are, and so how many instances of a service can work at most. */
  public static final int COUNT = 24;

  /** From one source to the next; has no divisor in common with the count. */
  private static final int STRIDE = 11;

  /** That of what belongs to a migration as a whole. */
  public static SourceShare of(String migration) {
    return of(migration, List.of(), "");
  }

  /**
   * That of a source, by the place of its name among those of its migration: their order in the
   * file may change while it runs, and its sources may not.
   */
  public static SourceShare of(String migration, Collection<String> sources, String source) {
    int place = (int) sources.stream().filter(name -> name.compareTo(source) < 0).count();
    return new SourceShare(Math.floorMod(migration.hashCode() + place * STRIDE, COUNT));
  }

  /** That of a stream of a migration. */
  public static SourceShare of(Migration migration, StreamId stream) {
    StreamId out = stream.goesBack() ? stream.opposite() : stream;
    return of(
        migration.name(), migration.sources().stream().map(Source::name).toList(), out.source());
  }

  /** All of them. */
  public static Stream<SourceShare> all() {
    return IntStream.range(0, COUNT).mapToObj(SourceShare::new);
  }
}
