package io.tributary.validator.pass;

import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.settle.ComparedEnds;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables of a stream, read of both ends once more when that was long ago. For one thread. */
public final class CurrentTables {
  private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Function<ComparedEnds, TableMap> reading;
  private @Nullable TableMap latest;
  private long readAt;

  /** Nothing is read yet. */
  public CurrentTables(Function<ComparedEnds, TableMap> reading) {
    this.reading = reading;
  }

  /** The tables as they are now. */
  public TableMap now(ComparedEnds ends) {
    TableMap read = reading.apply(ends);
    latest = read;
    readAt = System.nanoTime();
    return read;
  }

  /** The tables as they are, or were a moment ago. */
  public TableMap lately(ComparedEnds ends) {
    TableMap known = latest;
    return known == null || System.nanoTime() - readAt > OLD_NANOS ? now(ends) : known;
  }
}
