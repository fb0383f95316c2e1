package io.tributary.common.desired;

import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
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
  private static final int STRIDE = 7;

  /** That of what belongs to a migration as a whole. */
  public static SourceShare of(String migration) {
    return of(migration, 0);
  }

  /** That of a source, by its place in the migration file. */
  public static SourceShare of(String migration, int source) {
    return new SourceShare(Math.floorMod(migration.hashCode() + source * STRIDE, COUNT));
  }

  /** That of a stream of a migration; that of the migration for a stream that it does not have. */
  public static SourceShare of(Migration migration, StreamId stream) {
    String source = (stream.goesBack() ? stream.opposite() : stream).source();
    int place =
        IntStream.range(0, migration.sources().size())
            .filter(i -> migration.sources().get(i).name().equals(source))
            .findFirst()
            .orElse(0);
    return of(migration.name(), place);
  }

  /** All of them. */
  public static Stream<SourceShare> all() {
    return IntStream.range(0, COUNT).mapToObj(SourceShare::new);
  }
}
