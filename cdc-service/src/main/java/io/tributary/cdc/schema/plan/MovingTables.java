package io.tributary.cdc.schema.plan;

import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.EmptySourceFinding;
import io.tributary.common.plan.source.Source;
import java.util.Map;

/** Refuses a source without a table that moves, before anything is made in the target. */
public final class MovingTables {
  private MovingTables() {}

  /**
   * Does nothing when something moves, or the file allows that nothing does.
   *
   * @param tables how many move
   * @throws TributaryException {@link SchemaError#NOTHING_MOVES}
   */
  public static void require(Source source, long tables) {
    EmptySourceFinding.of(source, tables)
        .ifPresent(
            what -> {
              throw new TributaryException(
                  SchemaError.NOTHING_MOVES,
                  what + " " + EmptySourceFinding.REMEDY,
                  Map.of("source", source.name()));
            });
  }
}
