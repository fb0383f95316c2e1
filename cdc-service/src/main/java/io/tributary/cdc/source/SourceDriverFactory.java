package io.tributary.cdc.source;

import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SourceKind;
import java.util.Optional;

/** Makes the drivers of one kind of source, and keeps what they share. Thread-safe. */
public interface SourceDriverFactory {

  /** The kind. */
  SourceKind kind();

  /** A source as the home of what is written at its target; empty for a kind that is none. */
  default Optional<ReturnHome> home(MovingSource source) {
    return Optional.empty();
  }

  /** The driver of one source. It holds nothing open itself, so any number may be made. */
  SourceDriver of(MovingSource source);
}
