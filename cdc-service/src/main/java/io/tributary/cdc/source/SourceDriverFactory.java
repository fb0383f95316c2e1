package io.tributary.cdc.source;

import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SourceKind;

/** Makes the drivers of one kind of source, and keeps what they share. Thread-safe. */
public interface SourceDriverFactory {

  /** The kind. */
  SourceKind kind();

  /** The driver of one source. It holds nothing open itself, so any number may be made. */
  SourceDriver of(MovingSource source);
}
