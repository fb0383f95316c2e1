package io.tributary.orchestrator.rest;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.Source;
import io.tributary.orchestrator.loop.OrderError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses the names of sources that a migration does not have. */
public final class KnownSource {
  private KnownSource() {}

  /**
   * Does nothing when there is such a source, or when none is named (null).
   *
   * @throws TributaryException {@link OrderError#UNKNOWN_SOURCE}
   */
  static void require(Migration plan, @Nullable String source) {
    require(plan, source, plan.sources().stream().map(Source::name).toList());
  }

  /** The same where the way back of a source has a name of its own. */
  public static void requireStream(Migration plan, @Nullable String stream) {
    require(plan, stream, plan.streams());
  }

  private static void require(Migration plan, @Nullable String source, List<String> names) {
    if (source != null && !names.contains(source)) {
      throw new TributaryException(
          OrderError.UNKNOWN_SOURCE,
          "Migration "
              + plan.name()
              + " has no source "
              + source
              + ". Its sources: "
              + String.join(", ", names)
              + ".",
          Map.of("migration", plan.name(), "source", source));
    }
  }
}
