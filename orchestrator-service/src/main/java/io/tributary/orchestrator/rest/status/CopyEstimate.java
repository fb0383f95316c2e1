package io.tributary.orchestrator.rest.status;

import io.tributary.common.observed.SourcePhase;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How long the first copy of a migration takes still. The sources are copied side by side, so it is
 * the time of the one that takes longest, and nobody can say while it is unknown of any of them.
 * Pure.
 */
public final class CopyEstimate {
  private CopyEstimate() {}

  /** Seconds until all rows of all sources are in; null where unknown, and once they are. */
  public static @Nullable Long remainingSeconds(List<SourceStatus> sources) {
    Long longest = null;
    for (SourceStatus source : sources) {
      if (!in(source.phase())) {
        OptionalLong left = left(source);
        if (left.isEmpty()) {
          return null;
        }
        longest = longest == null ? left.getAsLong() : Math.max(longest, left.getAsLong());
      }
    }
    return longest;
  }

  private static OptionalLong left(SourceStatus source) {
    return source.stream() == null
        ? OptionalLong.empty()
        : source.stream().snapshot().remainingSeconds();
  }

  private static boolean in(SourcePhase phase) {
    return switch (phase) {
      case NEW, PREPARING, SNAPSHOT, PAUSED, STOPPED -> false;
      case INDEXING, STREAMING, FENCED, DRAINED, OPENED, RETIRED -> true;
    };
  }
}
