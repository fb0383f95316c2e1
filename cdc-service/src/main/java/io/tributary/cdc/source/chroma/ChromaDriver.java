package io.tributary.cdc.source.chroma;

import io.tributary.cdc.definition.TableMaking;
import io.tributary.cdc.schema.StatementSchema;
import io.tributary.cdc.source.MovingSource;
import io.tributary.cdc.source.converted.ConvertedSourceDriver;
import io.tributary.cdc.source.converted.ConvertedSourceParts;
import io.tributary.cdc.source.converted.KeptMapping;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import java.util.Optional;

/** The steps of one Chroma directory. Thread-safe. */
final class ChromaDriver extends ConvertedSourceDriver {
  private final MovingSource moving;

  ChromaDriver(ConvertedSourceParts parts, MovingSource moving) {
    super(
        parts,
        moving,
        new ChromaBlueprint(moving.layout()),
        new ChromaCapture(moving, parts.connectors()),
        new ChromaFencing(moving, () -> prepared(parts.statements(), moving), parts.clock()));
    this.moving = moving;
  }

  @Override
  public TableMaking tableMaking() {
    return new CollectionMaking(moving.layout());
  }

  private static long prepared(StatementSchema statements, MovingSource moving) {
    return statements
        .ask(
            moving.layout(),
            (kept, exists) ->
                exists ? new KeptMapping(kept).basis() : Optional.<MappingBasis>empty())
        .map(basis -> (long) MappingPlanner.plan(moving.source(), basis).tables().size())
        .orElse(0L);
  }
}
