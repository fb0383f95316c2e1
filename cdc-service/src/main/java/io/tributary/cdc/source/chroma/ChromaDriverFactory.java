package io.tributary.cdc.source.chroma;

import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.SourceDriverFactory;
import io.tributary.cdc.source.converted.ConvertedSourceParts;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SourceKind;
import jakarta.inject.Singleton;

/** Drivers of Chroma directories. Thread-safe. */
@Singleton
public class ChromaDriverFactory implements SourceDriverFactory {
  private final ConvertedSourceParts parts;

  /** The factory, with what all converted sources share. */
  public ChromaDriverFactory(ConvertedSourceParts parts) {
    this.parts = parts;
  }

  @Override
  public SourceKind kind() {
    return SourceKind.CHROMA;
  }

  @Override
  public SourceDriver of(MovingSource source) {
    return new ChromaDriver(parts, source);
  }
}
