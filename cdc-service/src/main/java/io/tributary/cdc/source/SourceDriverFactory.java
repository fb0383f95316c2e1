package io.tributary.cdc.source;

import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SourceKind;
import java.util.Optional;

/** Makes the drivers of one kind of source, and keeps what they share. Thread-safe. */
public interface SourceDriverFactory {

  /** The kind. */
  SourceKind kind();

  /**
   * The driver of the way back of a source, which brings home what is written at the target; empty
   * where the migration has none for it.
   */
  default Optional<SourceDriver> returning(MovingSource source) {
    return Optional.empty();
  }

  /** The driver of one source. It holds nothing open itself, so any number may be made. */
  SourceDriver of(MovingSource source);
}
