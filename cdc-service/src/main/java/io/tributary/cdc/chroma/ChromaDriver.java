package io.tributary.cdc.chroma;

import io.tributary.cdc.capture.SourceCapture;
import io.tributary.cdc.converted.SourceFencing;
import io.tributary.cdc.converted.StatementDriver;
import io.tributary.cdc.converted.StatementParts;
import io.tributary.cdc.definition.TableMaking;
import io.tributary.cdc.schema.Blueprint;
import io.tributary.cdc.schema.Layout;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import jakarta.inject.Singleton;

/** Chroma directories. Thread-safe. */
@Singleton
public class ChromaDriver extends StatementDriver {
  private final StatementParts parts;

  /** The driver. */
  public ChromaDriver(StatementParts parts) {
    super(parts);
    this.parts = parts;
  }

  @Override
  public TableMaking tableMaking(Migration migration, Source source) {
    return new CollectionMaking(new Layout(migration, source));
  }

  @Override
  protected Blueprint blueprint(Layout layout) {
    return new ChromaBlueprint(layout);
  }

  @Override
  protected SourceCapture captureOf(Layout layout) {
    return new ChromaCapture(
        layout.stream(),
        layout.source(),
        parts.topic(layout.stream()),
        parts.settings(),
        parts.captures());
  }

  @Override
  protected SourceFencing fencing(Layout layout) {
    return new ChromaFencing(layout.migration(), layout.source(), parts.clock());
  }
}
